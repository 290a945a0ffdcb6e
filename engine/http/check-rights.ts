import { readCsv, type PolicyRow } from '../policy/csv.ts';
import type { Policy } from '../policy/policy.ts';
import type { Route } from './route.ts';

/** Routes whose right no line of `permissions.csv` grants: they would answer 403 to everybody. */
export function ungranted(routes: Route[], rows: PolicyRow[]): string[] {
  const grants = (resource: string, action: string) =>
    rows.some(
      ({ cells }) =>
        cells.ptype === 'p' &&
        [resource, '*'].includes(cells.resource ?? '') &&
        [action, '*'].includes(cells.action ?? ''),
    );
  return routes.flatMap(({ method, path, authorize }) => {
    if (typeof authorize === 'string' || grants(authorize.resource, authorize.action)) return [];
    const { resource, action } = authorize;
    return [
      `${method.toUpperCase()} ${path}：没有角色有权限 ${resource}:${action}，谁来都是 403。请在 policies/permissions.csv 加一行，例如 p,staff,${resource},${action},subtree,说明；新的词要写进 engine/policy/words.ts。`,
    ];
  });
}

/**
 * @returns what to warn of: in the browser people may have taken a right away, or have a table older than a new route
 * @throws when the delivered table lacks a right
 */
export async function requireGranted(routes: Route[], policy: Policy): Promise<string[]> {
  const { permissions } = await policy.sources();
  const lines = ungranted(routes, readCsv(permissions.content));
  if (lines.length > 0 && permissions.version === 0) throw new Error(lines.join('\n'));
  return lines;
}

import { newEnforcer, newModelFromString, StringAdapter, type Enforcer } from 'casbin';
import type { PolicyRow } from './csv.ts';

/** How far a right reaches, narrow to wide; what a target is measured against. */
export const reaches = ['own', 'org', 'lineage', 'subtree', 'district'] as const;
export type Reach = (typeof reaches)[number];

/** A right as the table grants it, with the row that does, from 1; remarks of the file are no rows. */
export interface Grant {
  reach: Reach;
  role: string;
  row: number;
}

/**
 * `permissions.csv` after casbin has read it: role inheritance and wildcards are resolved once, so that a decision is
 * one map look-up. `enforcer` answers the same questions the slow way; a test holds the two together.
 */
export interface Permissions {
  readonly enforcer: Enforcer;
  /** All grants of these roles for resource × action; empty: no right at all. */
  grants(roles: readonly string[], resource: string, action: string): Grant[];
  /** Roles, resources and actions the table names. */
  readonly vocabulary: { roles: string[]; resources: string[]; actions: string[] };
}

export async function compilePermissions(model: string, rows: PolicyRow[]): Promise<Permissions> {
  const enforcer = await newEnforcer(newModelFromString(model), new StringAdapter(toCasbin(rows)));
  const vocabulary = collectVocabulary(rows);
  const index = await buildIndex(enforcer, rows, vocabulary);
  return {
    enforcer,
    vocabulary,
    grants: (roles, resource, action) =>
      roles.flatMap((role) => index.get(`${role} ${resource} ${action}`) ?? []),
  };
}

function toCasbin(rows: PolicyRow[]): string {
  return rows.map(({ cells }) => casbinLine(cells)).join('\n');
}

function casbinLine({ ptype, role, resource, action, reach }: Record<string, string>): string {
  return ptype === 'g' ? `g, ${role}, ${resource}` : `p, ${role}, ${resource}, ${action}, ${reach}`;
}

function collectVocabulary(rows: PolicyRow[]): Permissions['vocabulary'] {
  const granted = rows.filter(({ cells }) => cells.ptype === 'p');
  const unique = (values: (string | undefined)[]): string[] =>
    [...new Set(values)].filter((value): value is string => Boolean(value) && value !== '*');
  return {
    roles: unique(rows.map(({ cells }) => cells.role)),
    resources: unique(granted.map(({ cells }) => cells.resource)),
    actions: unique(granted.map(({ cells }) => cells.action)),
  };
}

/** Unrolls casbin's own reading (`getImplicitPermissionsForUser` follows `g`) into role × resource × action. */
async function buildIndex(
  enforcer: Enforcer,
  rows: PolicyRow[],
  { roles, resources, actions }: Permissions['vocabulary'],
): Promise<Map<string, Grant[]>> {
  const numbers = new Map(rows.map(({ cells }, index) => [casbinLine(cells), index + 1]));
  const index = new Map<string, Grant[]>();
  for (const role of roles) {
    for (const [holder, resource, action, reach] of await enforcer.getImplicitPermissionsForUser(role)) {
      const row = numbers.get(`p, ${holder}, ${resource}, ${action}, ${reach}`) ?? 0;
      const grant: Grant = { reach: reach as Reach, role: holder!, row };
      for (const named of resource === '*' ? resources : [resource!]) {
        for (const verb of action === '*' ? actions : [action!]) {
          const key = `${role} ${named} ${verb}`;
          index.set(key, [...(index.get(key) ?? []), grant]);
        }
      }
    }
  }
  return index;
}

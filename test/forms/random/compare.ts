import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import { isKeyed } from '../../../engine/forms/read-value.ts';
import { isEmpty, valueAt, type Component } from '../../../engine/forms/schema.ts';
import type { Played } from './play-case.ts';

/** How page and server differ about a form somebody filled in; empty when they agree. */
export function differences({ seen, data, viewer, page, server }: Played): string[] {
  const found: string[] = [];
  const faults = new Map(server.faults.map(({ field, message }) => [field, message]));
  for (const path of new Set([...viewer.keys(), ...page.keys(), ...faults.keys()])) {
    const [english, chinese, own] = [viewer.get(path), page.get(path), faults.get(path)];
    if (!own)
      found.push(`${path}: the server has nothing against it; form-js: ${english}; the page: ${chinese}`);
    else if (!english) found.push(`${path}: form-js has nothing against it; the server: ${own}`);
    else if (chinese !== own) found.push(`${path}: the page says ${chinese}; the server: ${own}`);
  }
  return faults.size > 0 ? found : [...found, ...differentData(seen, data, server)];
}

function differentData(
  seen: Map<string, Component>,
  sent: JsonObject,
  { data, shown }: { data: JsonObject; shown: JsonObject },
): string[] {
  const found: string[] = [];
  for (const [path, field] of seen) {
    if (!isKeyed(field) || field.disabled) continue;
    const steps = path.split('.');
    const viewers = valueAt(sent, steps);
    const own = valueAt(data, steps) ?? valueAt(shown, steps);
    if (!isSameValue(field, viewers, own)) {
      found.push(
        `${path}: form-js sends ${JSON.stringify(viewers)}; the server keeps ${JSON.stringify(own)}`,
      );
    }
  }
  for (const path of leavesOf(data, seen)) {
    const field = seen.get(path);
    if (!field || field.disabled) found.push(`${path}: the server keeps what nobody could see or write`);
  }
  return found;
}

/** Numbers are tidied: `5.` is written 5. */
function isSameValue(
  { type }: Component,
  viewers: JsonValue | undefined,
  own: JsonValue | undefined,
): boolean {
  if (isEmpty(viewers) && isEmpty(own)) return true;
  if (type === 'number' && viewers && own)
    return typeof viewers === typeof own && Number(viewers) === Number(own);
  return isDeepStrictEqual(viewers, own);
}

/** Paths of all values, as far down as the form has fields. */
function leavesOf(value: JsonValue, seen: Map<string, Component>, base: string[] = []): string[] {
  const path = base.join('.');
  const field = seen.get(path);
  if (field && isKeyed(field)) return [path];
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([name, member]) =>
    leavesOf(member as JsonValue, seen, [...base, name]),
  );
}

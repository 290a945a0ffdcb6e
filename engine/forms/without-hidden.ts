import type { JsonObject, JsonValue } from '../core/keys.ts';
import type { Scope } from './feel.ts';
import { instancesOf } from './instances.ts';
import { valueAt, type Path } from './schema.ts';

/**
 * All values but those of hidden components, as the viewer takes them away before expressions are asked: conditions are
 * read from the data as it is, hidden values and all, and what is left empty by it goes as well.
 * @param isSeen what is known to be seen, whatever its condition says
 */
export function withoutHidden(
  schema: JsonObject,
  data: JsonObject,
  now?: Date,
  isSeen: (path: Path) => boolean = () => false,
): JsonObject {
  const removed = instancesOf(schema, data, data, now, rowAround)
    .filter(({ hidden, path }) => hidden && !isSeen(path))
    .map(({ path }) => path);
  return removed.length === 0 ? data : pruned(data, removed);
}

/** Nothing else is known of it here, its own parent neither. */
const rowAround = (scope: Scope) => scope.this;

/** A copy of what is touched; the variables of a case may be many. */
function pruned(data: JsonObject, paths: Path[]): JsonObject {
  const left = { ...data };
  const copied = new Set(paths.filter(({ length }) => length > 1).map(([name]) => String(name)));
  for (const name of copied) {
    if (Object.hasOwn(left, name)) left[name] = structuredClone(left[name]!);
  }
  for (const path of paths) prune(left, path);
  return left;
}

/** Takes a value away, and what holds nothing any more with it; a row that goes leaves a gap, so that others keep their place. */
function prune(data: JsonObject, path: Path): void {
  const holder = path.length === 1 ? data : valueAt(data, path.slice(0, -1));
  if (typeof holder !== 'object' || holder === null) return;
  delete (holder as Record<string | number, JsonValue>)[path.at(-1)!];
  if (path.length > 1 && Object.values(holder).length === 0) prune(data, path.slice(0, -1));
}

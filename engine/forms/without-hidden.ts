import type { JsonObject, JsonValue } from '../core/keys.ts';
import { holds, type Scope } from './feel.ts';
import { isList } from './instances.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, pathOf, valueAt, type Component } from './schema.ts';

type Path = (string | number)[];

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
  const removed: Path[] = [];
  visit(componentsOf(schema), [], { data, this: data, parent: null, i: [] }, false);
  return removed.length === 0 ? data : pruned(data, removed);

  function visit(components: Component[], base: Path, scope: Scope, inHidden: boolean): void {
    for (const field of components) {
      const hidden = inHidden || holds(field.conditional?.hide, scope, now);
      const path = [...base, ...pathOf(isKeyed(field) ? field.key : field.path)];
      if (isKeyed(field)) {
        if (hidden && !isSeen(path)) removed.push(path);
      } else if (isList(field)) {
        if (hidden && !isSeen(path)) removed.push(path);
        else visitRows(field, path, scope);
      } else {
        visit(componentsOf(field), path, scope, hidden);
      }
    }
  }

  function visitRows(list: Component, path: Path, { this: parent, i }: Scope): void {
    const rows = valueAt(data, path);
    if (!Array.isArray(rows)) return;
    rows.forEach((row, index) =>
      visit(componentsOf(list), [...path, index], { data, this: row, parent, i: [...i, index + 1] }, false),
    );
  }
}

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

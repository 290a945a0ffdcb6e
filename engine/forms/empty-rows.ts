import type { JsonObject, JsonValue } from '../core/keys.ts';
import {
  componentsOf,
  isEmpty,
  isFixed,
  pathOf,
  setAt,
  valueAt,
  type Component,
  type Path,
} from './schema.ts';

// the page asks the same of a row before it is sent: this file imports nothing that a browser has not

export interface SiftedSubmission {
  data: JsonObject;
  /** Where a value of `data` stands in what was sent: `rows.0.name` → `rows.2.name`. */
  placeOf(path: string): string;
}

/**
 * What was submitted without the rows of lists that nobody wrote anything into: offered by the form, or added and left.
 * Lists that let nobody add or remove rows keep theirs.
 * @param isKept whether a row stays nevertheless, by its path
 */
export function withoutEmptyRows(
  schema: JsonObject,
  submitted: JsonObject,
  isKept: (path: string) => boolean = () => false,
): SiftedSubmission {
  const data = structuredClone(submitted);
  const places = new Map<string, string>();
  sift(componentsOf(schema), [], []);
  return { data, placeOf };

  function sift(components: Component[], now: Path, then: Path): void {
    for (const field of components) {
      const inside = pathOf(field.path);
      if (field.type === 'dynamiclist') siftRows(field, [...now, ...inside], [...then, ...inside]);
      else if (field.components) sift(componentsOf(field), [...now, ...inside], [...then, ...inside]);
    }
  }

  function siftRows(field: Component, now: Path, then: Path): void {
    const rows = valueAt(data, now);
    if (!Array.isArray(rows)) return;
    const kept = [...rows.entries()].filter(
      ([was, row]) => !isEmptyRow(field, row) || isKept([...then, was].join('.')),
    );
    if (kept.length < rows.length) {
      setAt(
        data,
        now,
        kept.map(([, row]) => row),
      );
    }
    kept.forEach(([was], is) => {
      places.set([...now, is].join('.'), [...then, was].join('.'));
      sift(componentsOf(field), [...now, is], [...then, was]);
    });
  }

  /** The innermost row knows the places of all rows around it. */
  function placeOf(path: string): string {
    const steps = path.split('.');
    for (let length = steps.length; length > 0; length -= 1) {
      const row = places.get(steps.slice(0, length).join('.'));
      if (row !== undefined) return [row, ...steps.slice(length)].join('.');
    }
    return path;
  }
}

/** Whether nothing was filled in; what the form itself works out or only shows does not count. */
export function isEmptyRow(list: Component, row: JsonValue): boolean {
  if (isFixed(list) || typeof row !== 'object' || row === null || Array.isArray(row)) return false;
  return componentsOf(list).every((field) => isUntouched(field, row));
}

function isUntouched(field: Component, holder: JsonObject): boolean {
  if (field.type === 'expression' || (isFixed(field) && field.type !== 'dynamiclist')) return true;
  if (field.key) return isEmpty(valueAt(holder, pathOf(field.key)));
  const inside = valueAt(holder, pathOf(field.path));
  if (field.type === 'dynamiclist') {
    return !Array.isArray(inside) || inside.every((row) => isEmptyRow(field, row));
  }
  if (inside === undefined || inside === null) return true;
  if (typeof inside !== 'object' || Array.isArray(inside)) return false;
  return componentsOf(field).every((inner) => isUntouched(inner, inside));
}

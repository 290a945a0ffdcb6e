import type { JsonObject, JsonValue } from '../core/keys.ts';
import { holds, type Scope } from './feel.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, pathOf, valueAt, type Component } from './schema.ts';

/** A component where it stands: once, or once in every row of the list around it. */
export interface FieldInstance {
  field: Component;
  path: (string | number)[];
  scope: Scope;
  hidden: boolean;
}

interface Place {
  path: (string | number)[];
  this: JsonValue;
  parent: JsonValue;
  i: number[];
  hidden: boolean;
}

/**
 * Every component that holds a value and every list, in the order of the form, rows opened up as the data has them.
 * @param seen what conditions read
 * @param data where the rows of lists are counted
 */
export function instancesOf(
  schema: JsonObject,
  data: JsonObject,
  seen: JsonObject,
  now?: Date,
): FieldInstance[] {
  const found: FieldInstance[] = [];
  visit(componentsOf(schema), { path: [], this: seen, parent: null, i: [], hidden: false });
  return found;

  function visit(components: Component[], place: Place): void {
    for (const field of components) {
      const scope: Scope = { data: seen, this: place.this, parent: place.parent, i: place.i };
      const hide = field.conditional?.hide;
      const hidden = place.hidden || (hide !== undefined && holds(hide, scope, now));
      if (isKeyed(field)) {
        found.push({ field, path: [...place.path, ...pathOf(field.key)], scope, hidden });
      } else if (isList(field)) {
        visitRows(field, place, hidden);
      } else if (field.components) {
        visit(componentsOf(field), { ...place, path: [...place.path, ...pathOf(field.path)], hidden });
      }
    }
  }

  function visitRows(field: Component, place: Place, hidden: boolean): void {
    const path = [...place.path, ...pathOf(field.path)];
    found.push({
      field,
      path,
      scope: { data: seen, this: place.this, parent: place.parent, i: place.i },
      hidden,
    });
    const rows = valueAt(data, path);
    if (!Array.isArray(rows)) return;
    rows.forEach((row, index) =>
      visit(componentsOf(field), {
        path: [...path, index],
        this: row,
        parent: place.this,
        i: [...place.i, index + 1],
        hidden,
      }),
    );
  }
}

export function isList(field: Component): boolean {
  return field.type === 'dynamiclist';
}

/** All values but those of hidden components: what an expression of the form may rely on. */
export function withoutHidden(data: JsonObject, instances: FieldInstance[]): JsonObject {
  const hidden = instances.filter((instance) => instance.hidden).map(({ path }) => path);
  if (hidden.length === 0) return data;
  const visible = structuredClone(data);
  for (const path of hidden) {
    const holder = valueAt(visible, path.slice(0, -1));
    if (typeof holder === 'object' && holder !== null) delete (holder as JsonObject)[String(path.at(-1))];
  }
  return visible;
}

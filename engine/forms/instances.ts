import type { JsonObject, JsonValue } from '../core/keys.ts';
import { typeOf } from './component-types.ts';
import { asParent, holds, type Scope } from './feel.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, pathOf, valueAt, type Component, type Path } from './schema.ts';

/** A component where it stands: once, or once in every row of the list around it. */
export interface FieldInstance {
  field: Component;
  path: Path;
  scope: Scope;
  hidden: boolean;
  /** The lists it stands in, the outermost first. */
  lists: FieldInstance[];
}

type Place = Omit<FieldInstance, 'field'>;

/**
 * Every component that holds a value and every list, in the order of the form, rows opened up as the data has them.
 * @param data the values as they are: where rows are counted, and what `this` is in them
 * @param seen what conditions and expressions read beside that
 * @param parentOf what they call `parent` in the rows of a list that stands in this scope
 */
export function instancesOf(
  schema: JsonObject,
  data: JsonObject,
  seen: JsonObject,
  now?: Date,
  parentOf: (scope: Scope) => JsonValue = asParent,
): FieldInstance[] {
  const found: FieldInstance[] = [];
  visit(componentsOf(schema), {
    path: [],
    scope: { data: seen, this: seen, parent: null, i: [] },
    hidden: false,
    lists: [],
  });
  return found;

  function visit(components: Component[], around: Place): void {
    const { scope, lists } = around;
    for (const field of components) {
      const hidden = around.hidden || holds(field.conditional?.hide, scope, now);
      const path = [...around.path, ...pathOf(isKeyed(field) ? field.key : field.path)];
      const place = { path, scope, hidden, lists };
      if (isKeyed(field)) found.push({ field, ...place });
      else if (isList(field)) visitRows(field, place);
      else if (field.components) visit(componentsOf(field), place);
    }
  }

  function visitRows(field: Component, place: Place): void {
    const { path, scope, hidden } = place;
    const list = { field, ...place };
    found.push(list);
    const rows = valueAt(data, path);
    if (!Array.isArray(rows)) return;
    const parent = parentOf(scope);
    rows.forEach((row, index) =>
      visit(componentsOf(field), {
        path: [...path, index],
        scope: { data: seen, this: row, parent, i: [...scope.i, index + 1] },
        hidden,
        lists: [...place.lists, list],
      }),
    );
  }
}

export function isList({ type }: Component): boolean {
  return typeOf(type)?.holds === 'rows';
}

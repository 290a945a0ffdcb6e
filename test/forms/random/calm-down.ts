import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import { isEmptyRow } from '../../../engine/forms/empty-rows.ts';
import { isExpression } from '../../../engine/forms/feel.ts';
import { isList } from '../../../engine/forms/instances.ts';
import { freshRow } from '../../../engine/forms/open-data.ts';
import { isKeyed } from '../../../engine/forms/read-value.ts';
import {
  componentsOf,
  isFixed,
  pathOf,
  setAt,
  valueAt,
  type Component,
  type Path,
} from '../../../engine/forms/schema.ts';
import type { Person, Seen } from './person.ts';

/**
 * Brings a form to where the server can know all of it, which differs from form-js on purpose in two ways:
 *
 * - What was typed into a field before it was hidden is not sent, and form-js goes on asking conditions about it. Here
 *   such a field holds again what it was opened with; one in a row that can be added or removed, nothing.
 * - Rows that nobody wrote anything into are dropped by the product's page and server alike. Here somebody removes them.
 *
 * @returns false where it cannot be brought there: hiding and showing never end, or something would have to be done to what
 * somebody has locked: an empty row removed, a field worked out, a choice given up that is no longer offered
 */
export function calmDown(person: Person, schema: JsonObject): boolean {
  for (let round = 0; round < 12; round += 1) {
    if (!restoreHidden(person, schema) && !removeEmptyRows(person)) {
      return person.isAtRest && emptyRows(person).length === 0 && !person.seen().some(isStale);
    }
  }
  return false;

  /** What form-js leaves as it was when it was locked. */
  function isStale(one: Seen): boolean {
    const around = [one, ...person.listsAround(one)];
    const isConditional = around.some(({ field }) => isExpression(field.readonly));
    return isConditional && person.isLocked(one) && !(person.isWorkedOut(one) && person.isOffered(one));
  }
}

function restoreHidden(person: Person, schema: JsonObject): boolean {
  const { data, initialData } = person.state;
  const visible = new Set(person.seen().map(({ valuePath, field }) => `${field.id} ${valuePath.join('.')}`));
  const restored = structuredClone(data);
  visit(componentsOf(schema), [], initialData, []);
  if (JSON.stringify(restored) === JSON.stringify(data)) return false;
  person.restore(restored);
  return true;

  /** @param before what the innermost row that can go held at first, or the whole form */
  function visit(components: Component[], base: Path, before: JsonValue, row: Path): void {
    for (const field of components) {
      const path = [...base, ...pathOf(isKeyed(field) ? field.key : field.path)];
      const inner = path.slice(row.length);
      const isHidden = !visible.has(`${field.id} ${path.join('.')}`);
      if (isKeyed(field)) {
        if (isHidden) setAt(restored, path, valueAt(before, inner));
      } else if (isList(field)) {
        if (isHidden) setAt(restored, path, structuredClone(valueAt(before, inner)));
        visitRows(field, path, before, row);
      } else {
        visit(componentsOf(field), path, before, row);
      }
    }
  }

  function visitRows(list: Component, path: Path, before: JsonValue, row: Path): void {
    const rows = valueAt(restored, path);
    if (!Array.isArray(rows)) return;
    const stay = isFixed(list);
    rows.forEach((_, index) => {
      const place = [...path, index];
      visit(componentsOf(list), place, stay ? before : freshRow(list, initialData), stay ? row : place);
    });
  }
}

function removeEmptyRows(person: Person): boolean {
  const [found] = emptyRows(person).filter(({ list }) => !person.isLocked(list));
  if (found) person.write(found.list, found.kept);
  return found !== undefined;
}

/** Lists with empty rows, and what is left of them without those. */
function emptyRows(person: Person): { list: Seen; kept: JsonValue[] }[] {
  return person.seen().flatMap((list) => {
    const rows = isList(list.field) ? person.valueOf(list) : null;
    if (!Array.isArray(rows)) return [];
    const kept = rows.filter((row) => !isEmptyRow(list.field, row));
    return kept.length < rows.length ? [{ list, kept }] : [];
  });
}

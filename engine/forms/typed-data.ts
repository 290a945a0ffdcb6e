import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isList } from './instances.ts';
import { freshRow } from './open-data.ts';
import { emptyValue, isKeyed, readValue } from './read-value.ts';
import { componentsOf, isFixed, pathOf, setAt, valueAt, type Component, type Path } from './schema.ts';

export const MOST_ROWS = 200;

export interface Typed {
  data: JsonObject;
  /** Why something that was sent can be no value of its field, by the path where it was. */
  refused: Map<string, string>;
}

/**
 * The data of a form somebody has filled in: as it was opened, and over it what was submitted, where that can be a value
 * of the field. What was not sent is as it was shown; rows that were sent stand in the place of those that were shown.
 */
export function typedData(schema: JsonObject, submitted: JsonObject, opened: JsonObject): Typed {
  const data = structuredClone(opened);
  const refused = new Map<string, string>();
  type(componentsOf(schema), [], false);
  return { data, refused };

  function type(components: Component[], base: Path, inRow: boolean): void {
    for (const field of components) {
      if (isKeyed(field)) typeField(field, [...base, ...pathOf(field.key)], inRow);
      else if (isList(field)) typeRows(field, [...base, ...pathOf(field.path)], inRow);
      else type(componentsOf(field), [...base, ...pathOf(field.path)], inRow);
    }
  }

  function typeField(field: Component, path: Path, inRow: boolean): void {
    const sent = valueAt(submitted, path);
    if (sent === undefined || (isFixed(field) && !inRow)) return;
    if (field.type === 'expression') return typeComputed(path, sent, inRow);
    const read = readValue(sent, field);
    const isBack = 'fault' in read && wasShown(opened, path, sent);
    if ('fault' in read && !isBack) refused.set(path.join('.'), read.fault);
    setAt(data, path, 'value' in read ? read.value : isBack ? sent : emptyValue(field));
  }

  /** Where nothing is worked out anew, a row keeps what was worked out before. */
  function typeComputed(path: Path, sent: JsonValue, inRow: boolean): void {
    if (inRow && wasShown(opened, path, sent)) setAt(data, path, sent);
  }

  function typeRows(list: Component, path: Path, inRow: boolean): void {
    const isFree = inRow || !isFixed(list);
    const sent = valueAt(submitted, path);
    if (sent !== undefined && isFree) setAt(data, path, newRows(list, path, sent));
    const rows = valueAt(data, path);
    if (!Array.isArray(rows)) return;
    rows.forEach((_, index) => type(componentsOf(list), [...path, index], isFree));
  }

  function newRows(list: Component, path: Path, sent: JsonValue): JsonValue {
    const shown = valueAt(opened, path);
    const rows = Array.isArray(sent) ? sent.slice(0, MOST_ROWS) : [];
    return rows.map((_, index) => {
      const row = freshRow(list, opened);
      keepFixed(componentsOf(list), [], row, Array.isArray(shown) ? shown[index] : undefined);
      return row;
    });
  }
}

/** Whether it was shown in this field, or in this field of some row: a form may be opened with what nobody could write. */
export function wasShown(opened: JsonObject, path: Path, value: JsonValue): boolean {
  const shown = path.reduce<(JsonValue | undefined)[]>(
    (holders, step) =>
      typeof step === 'number' ? holders.flat() : holders.map((holder) => valueAt(holder, [step])),
    [opened],
  );
  return shown.some((one) => isDeepStrictEqual(one, value));
}

/** What a row only shows is sent with it; where it is not, it is taken from the row that was shown in this place. */
function keepFixed(components: Component[], base: Path, row: JsonObject, shown: JsonValue | undefined): void {
  for (const field of components) {
    const path = [...base, ...pathOf(isKeyed(field) ? field.key : field.path)];
    if (isList(field)) continue;
    if (!isKeyed(field)) keepFixed(componentsOf(field), path, row, shown);
    else if (isFixed(field)) setAt(row, path, valueAt(shown, path) ?? valueAt(row, path));
  }
}

import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isList } from './instances.ts';
import { emptyValue, isKeyed } from './read-value.ts';
import { componentsOf, pathOf, setAt, valueAt, type Component, type Path } from './schema.ts';
import { takeValue } from './take-value.ts';

/**
 * The data a form starts from: the variables it is opened with, and a value for every field: that of the variables, else
 * its default, else nothing. Variables without a value count as missing, as `prefill` leaves them out.
 */
export function openData(schema: JsonObject, context: JsonObject): JsonObject {
  const data = structuredClone(context);
  openAll(componentsOf(schema), [], { data, from: context, isRow: false });
  return data;
}

/** A row that was added and not written into. */
export function freshRow(list: Component, context: JsonObject): JsonObject {
  const row: JsonObject = {};
  openAll(componentsOf(list), [], { data: row, from: {}, options: context, isRow: true });
  return row;
}

interface Opening {
  data: JsonObject;
  from: JsonObject;
  /** Where options come from, when it is not `from`. */
  options?: JsonObject;
  isRow: boolean;
}

function openAll(components: Component[], base: Path, opening: Opening): void {
  for (const field of components) {
    if (isKeyed(field)) {
      openField(field, [...base, ...pathOf(field.key)], opening);
    } else if (isList(field)) {
      openRows(field, [...base, ...pathOf(field.path)], opening);
    } else if (field.components) {
      openAll(componentsOf(field), [...base, ...pathOf(field.path)], opening);
    }
  }
}

function openField(field: Component, path: Path, opening: Opening): void {
  const given = valueAt(opening.from, path);
  const isMissing = given === undefined || (given === null && !opening.isRow);
  const value = isMissing
    ? (structuredClone(field.defaultValue) ?? emptyValue(field))
    : takeValue(given, field, opening.options ?? opening.from);
  setAt(opening.data, path, value);
}

function openRows(list: Component, path: Path, opening: Opening): void {
  const given = valueAt(opening.from, path);
  const rows: JsonValue[] = Array.isArray(given)
    ? given
    : Array.from({ length: list.defaultRepetitions ?? 1 }, () => ({}));
  setAt(
    opening.data,
    path,
    rows.map((row) => (isObject(row) ? structuredClone(row) : {})),
  );
  rows.forEach((_, index) => openAll(componentsOf(list), [...path, index], { ...opening, isRow: true }));
}

function isObject(value: JsonValue): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

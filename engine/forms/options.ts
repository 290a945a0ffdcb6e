import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isExpression, resolve, type Scope } from './feel.ts';
import type { Component } from './schema.ts';

export interface Option {
  label: string;
  value: JsonValue;
}

const single = new Set(['select', 'radio']);
const several = new Set(['checklist', 'taglist']);

export function isChoice({ type }: Component): boolean {
  return single.has(type) || several.has(type);
}

/**
 * What a select, radio, checklist or taglist offers: from the data (`valuesKey`), as drawn, or from an expression; when
 * several are given, in the order of the viewer.
 * @param opened the data the form was opened with
 */
export function optionsOf(field: Component, scope: Scope, opened: JsonObject, now?: Date): Option[] {
  return knownOptionsOf(field, scope, opened, now) ?? [];
}

/** The same, or null where it cannot be said: the viewer then offers nothing and takes nothing away. */
export function knownOptionsOf(
  { valuesExpression, valuesKey, values }: Component,
  scope: Scope,
  opened: JsonObject,
  now?: Date,
): Option[] | null {
  if (valuesKey !== undefined) return toOptions(Object.hasOwn(opened, valuesKey) ? opened[valuesKey] : []);
  if (values !== undefined) return toOptions(values);
  if (!isExpression(valuesExpression)) return null;
  const found = resolve(valuesExpression, scope, now) || [];
  return Array.isArray(found) ? toOptions(found) : null;
}

/** The options that are known without asking an expression; null where one would have to be asked. */
export function plainOptionsOf({ valuesExpression, valuesKey, values }: Component, data: JsonObject) {
  if (valuesExpression) return null;
  return toOptions(valuesKey ? (Object.hasOwn(data, valuesKey) ? data[valuesKey] : []) : values);
}

/** What is left of a choice when the options change: the viewer takes away what is no longer offered. */
export function keepOffered(field: Component, value: JsonValue, options: Option[] | null): JsonValue {
  if (options === null) return value;
  if (single.has(field.type)) return value && !isOffered(value, options) ? null : value;
  return Array.isArray(value) ? value.filter((one) => isOffered(one, options)) : [];
}

/** Whether everything that is chosen could be chosen. */
export function areOffered(value: JsonValue, options: Option[]): boolean {
  if (value === null) return true;
  return [value].flat().every((one) => isOffered(one, options));
}

export function isOffered(value: JsonValue, options: Option[]): boolean {
  return options.some((option) => isDeepStrictEqual(option.value, value));
}

function toOptions(source: JsonValue | undefined): Option[] {
  return Array.isArray(source) ? source.map(toOption).filter((option) => option !== null) : [];
}

/** A plain value is its own label; what has no usable value offers nothing. */
function toOption(source: JsonValue): Option | null {
  if (isPlain(source)) return { label: String(source), value: source };
  if (!isObject(source)) return null;
  const { label, value } = source;
  if (typeof label === 'string' && label !== '') return isUsable(value) ? { label, value: value! } : null;
  return isPlain(value) ? { label: String(value), value: value! } : null;
}

function isPlain(value: JsonValue | undefined): value is string | number | boolean {
  return (
    typeof value === 'number' || typeof value === 'boolean' || (typeof value === 'string' && value !== '')
  );
}

function isUsable(value: JsonValue | undefined): boolean {
  return isObject(value) ? Object.keys(value).length > 0 : isPlain(value);
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isExpression, resolve, type Scope } from './feel.ts';
import type { Component } from './schema.ts';

export interface Option {
  label: string;
  value: JsonValue;
}

/** What a select, radio, checklist or taglist offers: from an expression, from the data (`valuesKey`), or as drawn. */
export function optionsOf(field: Component, scope: Scope, initial: JsonObject, now?: Date): Option[] {
  const { valuesExpression, valuesKey, values } = field;
  const source = isExpression(valuesExpression)
    ? resolve(valuesExpression, scope, now)
    : valuesKey
      ? initial[valuesKey]
      : values;
  return Array.isArray(source) ? source.map(toOption).filter((option) => option !== null) : [];
}

/** A plain value is its own label; what has no usable value offers nothing. */
function toOption(source: JsonValue): Option | null {
  if (isPlain(source)) return { label: String(source), value: source };
  if (typeof source !== 'object' || source === null || Array.isArray(source)) return null;
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
  return typeof value === 'object' && value !== null ? Object.keys(value).length > 0 : isPlain(value);
}

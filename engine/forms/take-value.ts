import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isOffered, plainOptionsOf } from './options.ts';
import type { Component } from './schema.ts';

/**
 * What a field makes of a value its form is opened with, as the viewer does: not refused like one that was submitted, but
 * brought into shape or left out.
 * @param data what the form is opened with, where options may come from
 */
export function takeValue(value: JsonValue, field: Component, data: JsonObject): JsonValue {
  switch (field.type) {
    case 'textfield':
      return textOf(value).replace(/[\r\n\t]/g, ' ');
    case 'textarea':
      return textOf(value);
    case 'number':
      return takeNumber(value, field);
    case 'checkbox':
      return value === true;
    case 'select':
    case 'radio':
      return takeChoice(value, field, data);
    case 'checklist':
    case 'taglist':
      return takeChoices(value, field, data);
    case 'datetime':
      return takeDateTime(value, field);
    default:
      return value;
  }
}

function textOf(value: JsonValue): string {
  return typeof value === 'object' ? '' : String(value);
}

function takeNumber(value: JsonValue, { serializeToString }: Component): JsonValue {
  const isNumber = typeof value === 'number' || (typeof value === 'string' && value !== '');
  if (!isNumber || !Number.isFinite(Number(value))) return null;
  return serializeToString ? String(value) : Number(value);
}

function takeChoice(value: JsonValue, field: Component, data: JsonObject): JsonValue {
  const options = plainOptionsOf(field, data);
  return options === null || isOffered(value, options) ? value : null;
}

function takeChoices(value: JsonValue, field: Component, data: JsonObject): JsonValue {
  if (!Array.isArray(value)) return [];
  const options = plainOptionsOf(field, data);
  return options === null ? value : value.filter((one) => isOffered(one, options));
}

function takeDateTime(value: JsonValue, { subtype = 'date' }: Component): JsonValue {
  if (typeof value !== 'string') return null;
  if (subtype === 'time') return isClock(value) ? value : null;
  const [day, ...clock] = value.split('T');
  const isWhole = day!.split('-').length === 3 && clock.length === (subtype === 'datetime' ? 1 : 0);
  return isWhole && !Number.isNaN(Date.parse(value)) ? value : null;
}

/** Hours and minutes at the beginning; the viewer asks no more of a time. */
function isClock(text: string): boolean {
  const [hour, minute = 0] = text
    .split(/[+-]/)[0]!
    .split(':')
    .map((part) => parseInt(part));
  return hour! >= 0 && hour! <= 24 && minute >= 0 && minute <= 60;
}

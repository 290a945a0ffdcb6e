import { isDeepStrictEqual } from 'node:util';
import Big from 'big.js';
import type { JsonValue } from '../core/keys.ts';
import { typeOf } from './component-types.ts';
import { isExpression } from './feel.ts';
import type { Component } from './schema.ts';

/** A submitted value as the form holds it, or why it cannot be one. */
export type Read = { value: JsonValue } | { fault: string };

/** By component type; the others (text, group, table, button …) hold no value. */
const readers: Record<string, (value: JsonValue, field: Component) => Read> = {
  textfield: (value) => readText(value, (text) => text.replace(/[\r\n\t]/g, ' ')),
  textarea: (value) => readText(value, (text) => text),
  number: readNumber,
  checkbox: (value) => (typeof value === 'boolean' ? { value } : { fault: '只能勾选或不勾选。' }),
  select: (value) => ({ value: value === '' ? null : value }),
  radio: (value) => ({ value: value === '' ? null : value }),
  checklist: readChoices,
  taglist: readChoices,
  datetime: readDateTime,
  filepicker: readFiles,
  expression: (value) => ({ value }),
};

export function isKeyed({ type }: Component): boolean {
  return typeOf(type)?.holds === 'value';
}

export function emptyValue({ type }: Component): JsonValue {
  return structuredClone(typeOf(type)?.empty ?? null);
}

/**
 * Null means "nothing filled in" for every type. Whether a choice is offered, and whether several files are taken, is
 * for those to say who know the other fields.
 */
export function readValue(value: JsonValue, field: Component): Read {
  if (value === null) return { value: emptyValue(field) };
  return readers[field.type]!(value, field);
}

function readText(value: JsonValue, tidy: (text: string) => string): Read {
  return typeof value === 'string' ? { value: tidy(value) } : { fault: '应填写文字。' };
}

/** As people write numbers; a keyboard leaves `5.` and `.5` behind, a clipboard 1e5. */
const NUMBER = /^-?(\d+\.?\d*|\.\d+)(e[+-]?\d{1,2})?$/i;
/** What columns of amounts hold. */
const PLAIN = /^-?\d{1,15}(\.\d{1,10})?$/;

function readNumber(value: JsonValue, { serializeToString }: Component): Read {
  if (value === '') return { value: null };
  const isNumber = Number.isFinite(value) || (typeof value === 'string' && NUMBER.test(value));
  if (!isNumber) return { fault: '应填写数字。' };
  const text = String(value);
  const plain = PLAIN.test(text) ? text : new Big(text).toFixed();
  if (!PLAIN.test(plain) && (serializeToString || typeof value === 'string'))
    return { fault: '这个数字太长了。' };
  return { value: serializeToString ? plain : Number(value) };
}

function readChoices(value: JsonValue): Read {
  if (!Array.isArray(value)) return { fault: '请从列出的选项中选择。' };
  const twice = value.some((one, at) => value.slice(0, at).some((other) => isDeepStrictEqual(one, other)));
  return twice ? { fault: '同一个选项选了两次。' } : { value };
}

const DAY = /^(\d{4})-(\d{2})-(\d{2})$/;
const CLOCK = /^([01]\d|2[0-3]):[0-5]\d(:[0-5]\d(\.\d+)?)?(Z|[+-]\d{2}:\d{2})?$/;

function readDateTime(value: JsonValue, field: Component): Read {
  if (value === '') return { value: null };
  if (typeof value !== 'string') return { fault: '应填写日期或时间。' };
  const [day, clock, ...rest] = value.split('T');
  const { subtype = 'date' } = field;
  if (subtype === 'date') return isDay(value) ? { value } : { fault: '应填写有效的日期，例如 2026-11-24。' };
  if (subtype === 'time') return CLOCK.test(value) ? { value } : { fault: '应填写有效的时间，例如 09:30。' };
  const good = rest.length === 0 && isDay(day!) && CLOCK.test(clock ?? '');
  return good ? { value } : { fault: '应填写有效的日期和时间。' };
}

function isDay(text: string): boolean {
  if (!DAY.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(text);
}

/** Uploaded files by id: one, or a list where the field takes several. */
function readFiles(value: JsonValue, { multiple }: Component): Read {
  if (value === '') return { value: null };
  const ids = Array.isArray(value) ? value : [value];
  const known = ids.every((id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id));
  if (!known) return { fault: '附件没有传完，请删除后重新上传。' };
  if (ids.length === 0) return { value: null };
  if (multiple === true) return { value: ids };
  return { value: ids.length === 1 && !isExpression(multiple) ? ids[0]! : value };
}

import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../core/keys.ts';
import type { Option } from './options.ts';
import type { Component } from './schema.ts';

/** A submitted value as the form holds it, or why it cannot be one. */
export type Read = { value: JsonValue } | { fault: string };

type Reader = (value: JsonValue, field: Component, options: () => Option[]) => Read;

/** The component types that hold a value. The others (text, group, table, button …) show or arrange. */
const readers: Record<string, Reader> = {
  textfield: (value) => readText(value, (text) => text.replace(/[\r\n\t]/g, ' ')),
  textarea: (value) => readText(value, (text) => text),
  number: readNumber,
  checkbox: (value) => (typeof value === 'boolean' ? { value } : { fault: '只能勾选或不勾选。' }),
  select: readChoice,
  radio: readChoice,
  checklist: readChoices,
  taglist: readChoices,
  datetime: readDateTime,
  filepicker: readFiles,
  expression: (value) => ({ value }),
};

const EMPTY: Record<string, JsonValue> = {
  textfield: '',
  textarea: '',
  checkbox: false,
  checklist: [],
  taglist: [],
};

export function isKeyed(field: Component): boolean {
  return Object.hasOwn(readers, field.type);
}

export function emptyValue(field: Component): JsonValue {
  return structuredClone(EMPTY[field.type] ?? null);
}

/** Null means "nothing filled in" for every type. */
export function readValue(value: JsonValue, field: Component, options: () => Option[]): Read {
  if (value === null) return { value: emptyValue(field) };
  return readers[field.type]!(value, field, options);
}

function readText(value: JsonValue, tidy: (text: string) => string): Read {
  return typeof value === 'string' ? { value: tidy(value) } : { fault: '应填写文字。' };
}

function readNumber(value: JsonValue, field: Component): Read {
  if (value === '') return { value: null };
  const isNumber =
    typeof value === 'number' || (typeof value === 'string' && /^-?\d{1,15}(\.\d{1,10})?$/.test(value));
  if (!isNumber) return { fault: '应填写数字。' };
  return { value: field.serializeToString ? String(value) : Number(value) };
}

function readChoice(value: JsonValue, _field: Component, options: () => Option[]): Read {
  if (value === '') return { value: null };
  return isOffered(value, options()) ? { value } : { fault: '请从列出的选项中选择。' };
}

function readChoices(value: JsonValue, _field: Component, options: () => Option[]): Read {
  if (!Array.isArray(value)) return { fault: '请从列出的选项中选择。' };
  const offered = options();
  if (!value.every((one) => isOffered(one, offered))) return { fault: '请从列出的选项中选择。' };
  const twice = value.some((one, at) => value.slice(0, at).some((other) => isDeepStrictEqual(one, other)));
  return twice ? { fault: '同一个选项选了两次。' } : { value };
}

function isOffered(value: JsonValue, options: Option[]): boolean {
  return options.some((option) => isDeepStrictEqual(option.value, value));
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
function readFiles(value: JsonValue, field: Component): Read {
  if (value === '') return { value: null };
  const ids = Array.isArray(value) ? value : [value];
  const known = ids.every((id) => typeof id === 'string' && /^[0-9a-f]{32}$/.test(id));
  if (!known) return { fault: '附件没有传完，请删除后重新上传。' };
  if (ids.length > 1 && field.multiple !== true) return { fault: '这里只能放一个附件。' };
  return { value: ids.length === 0 ? null : field.multiple === true ? ids : ids[0]! };
}

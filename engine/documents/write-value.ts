import type { JsonValue } from '../core/keys.ts';
import { capitalText, dateText, moneyText } from '../core/written.ts';

type Writer = (value: JsonValue) => string;

/** How `{{value | name}}` writes a value. */
const writers: Record<string, Writer> = {
  plain,
  date: (value) => dateText(String(value).slice(0, 10)),
  datetime: dateText,
  money: moneyText,
  capital: capitalText,
  list,
};

export function writerNames(): string[] {
  return Object.keys(writers);
}

export function isWriter(name: string): boolean {
  return Object.hasOwn(writers, name);
}

/** Nothing is written as nothing: the paper stays blank there, to be filled in by hand. */
export function writeValue(value: JsonValue, writer: string): string {
  return value === null || value === '' ? '' : writers[writer]!(value);
}

/** A day or point in time is never written as machines do; every other text stays as it is. */
function plain(value: JsonValue): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return list(value);
  return typeof value === 'object' ? '' : dateText(value);
}

function list(value: JsonValue): string {
  return Array.isArray(value) ? value.map((one) => plain(one)).join('、') : plain(value);
}

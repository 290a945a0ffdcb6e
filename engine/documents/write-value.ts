import Big from 'big.js';
import type { JsonValue } from '../core/keys.ts';

type Writer = (value: JsonValue) => string;

/** How `{{value | name}}` writes a value. */
const writers: Record<string, Writer> = {
  plain,
  date: (value) => dateText(value, false),
  datetime: (value) => dateText(value, true),
  money,
  list,
};

export function isWriter(name: string): boolean {
  return Object.hasOwn(writers, name);
}

/** Nothing is written as nothing: the paper stays blank there, to be filled in by hand. */
export function writeValue(value: JsonValue, writer: string): string {
  return value === null || value === '' ? '' : writers[writer]!(value);
}

function plain(value: JsonValue): string {
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return list(value);
  return typeof value === 'object' ? '' : String(value);
}

function list(value: JsonValue): string {
  return Array.isArray(value) ? value.map((one) => plain(one)).join('、') : plain(value);
}

/** 2026-11-24 → 2026年11月24日; with its time, 2026年11月24日9时30分 (整点 without minutes). */
function dateText(value: JsonValue, withTime: boolean): string {
  const match = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}):(\d{2}))?/.exec(String(value));
  if (!match) return String(value);
  const [, year, month, day, hour, minute] = match;
  const date = `${year}年${Number(month)}月${Number(day)}日`;
  if (!withTime || hour === undefined) return date;
  return `${date}${Number(hour)}时${minute === '00' ? '' : `${minute}分`}`;
}

/** 1800 → 1,800.00元 */
function money(value: JsonValue): string {
  try {
    const [whole, cents] = new Big(String(value)).toFixed(2).split('.') as [string, string];
    return `${whole.replace(/\B(?=(\d{3})+(?!\d))/g, ',')}.${cents}元`;
  } catch {
    return String(value);
  }
}

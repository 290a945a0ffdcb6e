import type { Cell } from '../sheet/cell.ts';
import { halfWidth, withoutBlanks } from './text.ts';

/** A date as people write it. `kind` names the way of writing where it is not the ordinary one. */
export type ReadDate =
  | { precision: 'day'; day: string; kind: string | null }
  | { precision: 'month'; month: string; kind: string }
  | { precision: null; impossible: boolean };

const unread = { precision: null, impossible: false } as const;

export function readDate(cell: Cell): ReadDate {
  if (cell.kind === 'date') return wholeDay(cell.text, null);
  const text = withoutBlanks(halfWidth(cell.text));
  const compact = /^(\d{4})(\d{2})(\d{2})$/.exec(text);
  if (compact) return fromParts(compact, 'date-compact');
  if (/^\d{4,5}$/.test(text)) return fromSerial(Number(text));
  return fromText(text);
}

function fromText(text: string): ReadDate {
  for (const [pattern, kind] of wholeDays) {
    const parts = pattern.exec(text);
    if (parts) return fromParts(parts, kind);
  }
  for (const [pattern, kind] of months) {
    const [, year, month] = pattern.exec(text) ?? [];
    if (year && month) return wholeMonth(year, month, kind);
  }
  return unread;
}

const wholeDays: [RegExp, string | null][] = [
  [/^(\d{4})-(\d{2})-(\d{2})(?:T?00:00(?::00)?)?$/, null],
  [/^(\d{4})-(\d{1,2})-(\d{1,2})$/, 'date-unpadded'],
  [/^(\d{4})\/(\d{1,2})\/(\d{1,2})$/, 'date-slash'],
  [/^(\d{4})\.(\d{1,2})\.(\d{1,2})$/, 'date-dotted'],
  [/^(\d{4})年(\d{1,2})月(\d{1,2})日?$/, 'date-chinese-full'],
];
const months: [RegExp, string][] = [
  [/^(\d{4})\.(\d{2})$/, 'date-dotted-month'],
  [/^(\d{4})年(\d{1,2})月$/, 'date-chinese-month'],
  [/^(\d{4})[-/](\d{1,2})$/, 'date-month'],
];

function fromParts([, year, month, day]: RegExpExecArray, kind: string | null): ReadDate {
  return wholeDay(`${year}-${month!.padStart(2, '0')}-${day!.padStart(2, '0')}`, kind);
}

function wholeDay(day: string, kind: string | null): ReadDate {
  return isRealDay(day) ? { precision: 'day', day, kind } : { precision: null, impossible: true };
}

function wholeMonth(year: string, month: string, kind: string): ReadDate {
  const padded = `${year}-${month.padStart(2, '0')}`;
  if (!isRealDay(`${padded}-01`)) return { precision: null, impossible: true };
  return { precision: 'month', month: padded, kind };
}

/** Days since 1899-12-30, as number cells count them (from March 1900 on). */
function fromSerial(serial: number): ReadDate {
  if (serial < 61) return unread;
  const day = new Date(Date.UTC(1899, 11, 30 + serial)).toISOString().slice(0, 10);
  return { precision: 'day', day, kind: 'date-excel-serial' };
}

export function isRealDay(day: string): boolean {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(day)) return false;
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day) && day >= '1850-01-01';
}

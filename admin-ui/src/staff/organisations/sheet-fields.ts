import type { Organisation } from '../../../../engine/http/resources/organisations/schemas.ts';
import { fullDate } from '../../shared/dates.ts';

/** What of the sheet may be written, under the names of the API. */
export const writable = [
  'name',
  'head',
  'phone',
  'address',
  'foundedOn',
  'unit',
  'qqGroup',
  'reviewStartsOn',
  'reviewEndsOn',
  'premises',
] as const;
export type Writable = (typeof writable)[number];

export interface SheetField {
  key: Writable;
  label: string;
  input: 'text' | 'date' | 'tel' | 'long';
  max: number;
  wide?: boolean;
  hint?: string;
}

/** 党组织基本情况信息表, in the order of the printed sheet (S3). */
export const sheetFields: SheetField[] = [
  { key: 'name', label: '党组织名称', input: 'text', max: 60, wide: true },
  { key: 'foundedOn', label: '成立日期', input: 'date', max: 10 },
  { key: 'unit', label: '所在单位', input: 'text', max: 80 },
  { key: 'reviewStartsOn', label: '评议开始', input: 'date', max: 10 },
  { key: 'reviewEndsOn', label: '评议结束', input: 'date', max: 10 },
  { key: 'head', label: '负责人', input: 'text', max: 50 },
  { key: 'phone', label: '联系电话', input: 'tel', max: 32 },
  { key: 'qqGroup', label: 'QQ 群号', input: 'text', max: 12, hint: '5–12 位数字' },
  { key: 'address', label: '办公地址', input: 'text', max: 80 },
  { key: 'premises', label: '活动阵地', input: 'long', max: 2000, wide: true },
];

export const textOf = (organisation: Organisation, { key, input }: SheetField): string => {
  const value = organisation[key];
  if (!value) return '—';
  return input === 'date' ? fullDate(value) : value;
};

/** The date picker empties to null. */
export type Draft = Record<Writable, string | null>;

export function draftOf(organisation: Organisation): Draft {
  return Object.fromEntries(writable.map((key) => [key, organisation[key] ?? ''])) as Draft;
}

/** What is sent: nothing written is nothing, not an empty word. */
export function bodyOf(draft: Draft, revision: number) {
  const values = Object.fromEntries(writable.map((key) => [key, draft[key]?.trim() || null]));
  return { ...values, name: draft.name?.trim(), revision };
}

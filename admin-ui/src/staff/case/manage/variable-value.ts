/** A variable's value as people edit it: a kind and a text. */
export type ValueKind = 'text' | 'number' | 'boolean' | 'empty' | 'json';

export const valueKinds: { kind: ValueKind; word: string }[] = [
  { kind: 'text', word: '文字' },
  { kind: 'number', word: '数字' },
  { kind: 'boolean', word: '是否' },
  { kind: 'json', word: '列表或多项' },
  { kind: 'empty', word: '空' },
];

export function kindOf(value: unknown): ValueKind {
  if (value === null || value === undefined) return 'empty';
  if (typeof value === 'number') return 'number';
  if (typeof value === 'boolean') return 'boolean';
  return typeof value === 'string' ? 'text' : 'json';
}

export function kindWord(value: unknown): string {
  return valueKinds.find(({ kind }) => kind === kindOf(value))!.word;
}

/** What stands in the field when editing begins. */
export function textOf(value: unknown): string {
  if (value === null || value === undefined) return '';
  return typeof value === 'object' ? JSON.stringify(value, null, 2) : String(value);
}

/** For the table; people read it, JSON is only for changing it. */
export function shownText(value: unknown): string {
  if (value === null || value === undefined) return '（空）';
  if (value === '') return '（空文字）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.length > 0 ? value.map(shownText).join('；') : '（空列表）';
  if (typeof value !== 'object') return String(value);
  const parts = Object.entries(value).map(([name, one]) => `${name} ${shownText(one)}`);
  return parts.length > 0 ? parts.join('，') : '（没有内容）';
}

/** The value of what was typed, or a sentence that says why it is none. */
export function readValue(kind: ValueKind, text: string): { value: unknown } | { fault: string } {
  if (kind === 'empty') return { value: null };
  if (kind === 'text') return { value: text };
  if (kind === 'boolean') return { value: text === 'true' };
  if (kind === 'number') {
    const number = Number(text.trim());
    return text.trim() !== '' && Number.isFinite(number)
      ? { value: number }
      : { fault: '请填数字，如 1500 或 0.5' };
  }
  return readJson(text);
}

function readJson(text: string): { value: unknown } | { fault: string } {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null) return { value };
  } catch {
    // said below
  }
  return { fault: '读不懂：请按 JSON 写，列表用 [ ]，多项用 { }，文字加英文引号' };
}

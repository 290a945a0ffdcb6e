import { reactive } from 'vue';
import { api } from '../api/client.ts';
import { unitWords } from './assignments.ts';
import type { UnitChoice } from './form-names.ts';

/** A `unit` cell names one unit or several, all of which may work the task. */
export function splitUnits(cell: string): string[] {
  const words = cell.split(/[;；]/).map((word) => word.trim());
  return words.length > 1 ? words.filter(Boolean) : words;
}

export const joinUnits = (words: string[]): string => words.join(';');

const names = reactive(new Map<string, string>());

/** Name of an organisation; its code until the name has arrived, and for one that is not there. */
export function unitName(code: string): string {
  if (!names.has(code) && /^\d{8,12}$/.test(code)) void readName(code);
  return names.get(code) || code;
}

async function readName(code: string): Promise<void> {
  names.set(code, '');
  try {
    const { items } = await api.get<{ items: { code: string; name: string }[] }>('/api/units', { q: code });
    names.set(code, items.find((unit) => unit.code === code)?.name ?? '');
  } catch {
    // without its name a unit is still there under its code
    names.delete(code);
  }
}

/** What a word of a line means, in words. */
export function wordLabel(word: string, choices: UnitChoice[]): string {
  if (word.startsWith('form:')) return formChoiceLabel(word.slice(5), choices);
  if (word.startsWith('org:')) return unitName(word.slice(4));
  return unitWords.find((one) => one.word === word)?.label ?? word;
}

/** `表单选定：指定服务组织（serviceOrg）` */
export function formChoiceLabel(key: string, choices: UnitChoice[]): string {
  const label = choices.find((choice) => choice.key === key)?.label;
  return label ? `表单选定：${label}（${key}）` : `前面步骤确定的单位（${key}）`;
}

export function cellLabel(cell: string, choices: UnitChoice[]): string {
  return splitUnits(cell)
    .map((word) => wordLabel(word, choices))
    .join('、');
}

import type { Variable } from '../../../../engine/http/resources/policies/schemas.ts';

/** Signs of FEEL by which a condition compares, as people say them. */
export const operators = [
  { sign: '=', label: '是' },
  { sign: '!=', label: '不是' },
  { sign: '>', label: '大于' },
  { sign: '>=', label: '不小于' },
  { sign: '<', label: '小于' },
  { sign: '<=', label: '不大于' },
] as const;
export type Sign = (typeof operators)[number]['sign'];

/** One comparison of a field of the forms with a value: `targetRole = "branch"`. */
export interface Comparison {
  variable: string;
  sign: Sign;
  /** As FEEL writes it: a text in quotes, a number, true or false. */
  value: string;
}

const one = /^\s*([A-Za-z_]\w*)\s*(!=|>=|<=|=|>|<)\s*("(?:[^"\\]|\\.)*"|-?\d+(?:\.\d+)?|true|false)\s*$/;

/**
 * The comparisons of a condition, all of which must hold.
 * @returns null for what is more than comparisons joined by `and`
 */
export function readCondition(text: string): Comparison[] | null {
  if (text.trim() === '') return [];
  const parts = splitAnd(text).map((part) => one.exec(part));
  if (parts.some((part) => part === null)) return null;
  return parts.map((part) => ({ variable: part![1]!, sign: part![2] as Sign, value: part![3]! }));
}

/** At `and`, where it stands between comparisons and not in a text. */
function splitAnd(text: string): string[] {
  const parts: string[] = [];
  let rest = '';
  for (const piece of text.split(/("(?:[^"\\]|\\.)*"|\sand\s)/)) {
    if (/^\sand\s$/.test(piece)) {
      parts.push(rest);
      rest = '';
    } else rest += piece;
  }
  return [...parts, rest];
}

export function writeCondition(parts: Comparison[]): string {
  return parts.map(({ variable, sign, value }) => `${variable} ${sign} ${value}`).join(' and ');
}

/** A value as FEEL writes it, for a field of that kind. */
export function writeValue(text: string, kind: Variable['kind']): string {
  if (kind === 'number' && /^-?\d+(\.\d+)?$/.test(text)) return text;
  if (kind === 'boolean' && /^(true|false)$/.test(text)) return text;
  return JSON.stringify(text);
}

/** A value as people type it. */
export function readValue(value: string): string {
  return value.startsWith('"') ? (JSON.parse(value) as string) : value;
}

/** `想约谈谁 是 支部书记，并且 申请金额 大于 3000`; what cannot be read stays as it is written. */
export function conditionWords(text: string, variables: Variable[]): string {
  const parts = readCondition(text);
  if (parts === null) return text;
  return parts
    .map(({ variable, sign, value }) => {
      const field = variables.find((known) => known.value === variable);
      const label = operators.find((operator) => operator.sign === sign)!.label;
      return `${field?.label ?? variable} ${label} ${valueWords(value, field)}`;
    })
    .join('，并且 ');
}

function valueWords(value: string, field: Variable | undefined): string {
  if (value === 'true') return '是';
  if (value === 'false') return '否';
  const text = readValue(value);
  return field?.options.find((option) => option.value === text)?.label ?? (text === '' ? '（空）' : text);
}

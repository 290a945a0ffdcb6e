import Big from 'big.js';
import type { JsonValue } from '../core/keys.ts';
import { tooEarly } from './earliest-day.ts';
import { isMail, isPhone } from './addresses.ts';
import { labelOf, type Component } from './schema.ts';

// the page says the same of what was filled in, before it is sent: this file imports nothing that a browser has not

/** What is asked of a value, limits worked out. */
export interface Limits {
  required?: boolean;
  min?: unknown;
  max?: unknown;
  minLength?: unknown;
  maxLength?: unknown;
  pattern?: string;
  patternErrorMessage?: string;
  validationType?: string;
}

export type Asked = Pick<
  Component,
  'type' | 'label' | 'dateLabel' | 'timeLabel' | 'key' | 'decimalDigits' | 'increment'
> &
  Parameters<typeof tooEarly>[0];

/**
 * The first thing wrong with a value that is of its type; null when nothing is. The verdict of form-js, in the words of
 * the product, and of dates that they come too early.
 * @param today ISO day where the office is; without one days are not looked at
 */
export function faultWithin(
  field: Asked,
  value: JsonValue | undefined,
  limits: Limits,
  today: string | null,
): string | null {
  return (
    missing(field, limits, value) ??
    badNumber(field, value) ??
    badPattern(limits, value) ??
    outOfRange(limits, value) ??
    badLength(limits, value) ??
    badKind(limits, value) ??
    (today === null ? null : tooEarly(field, value, today))
  );
}

const verbs: Record<string, string> = {
  checkbox: '勾选',
  filepicker: '上传',
  textfield: '填写',
  textarea: '填写',
  number: '填写',
};

function missing(field: Asked, { required }: Limits, value: JsonValue | undefined): string | null {
  if (!required) return null;
  const isEmpty = value === null || value === undefined || value === '';
  const isUnticked = field.type === 'checkbox' && value === false;
  const isNoneOfSeveral = Array.isArray(value) && value.length === 0;
  if (!isEmpty && !isUnticked && !isNoneOfSeveral) return null;
  return `请${verbs[field.type] ?? '选择'}“${labelOf(field)}”。`;
}

function badNumber({ type, decimalDigits, increment }: Asked, value: JsonValue | undefined): string | null {
  if (type !== 'number' || !value) return null;
  const number = bigOf(value);
  if (number === null) return '应填写数字。';
  if (typeof decimalDigits === 'number' && decimalDigits >= 0 && !number.eq(number.round(decimalDigits))) {
    return decimalDigits === 0 ? '应填写整数。' : `最多 ${decimalDigits} 位小数。`;
  }
  const step = increment ? bigOf(increment) : null;
  return step !== null && !step.eq(0) && !number.mod(step).eq(0) ? `应是 ${increment} 的整倍数。` : null;
}

function badPattern({ pattern, patternErrorMessage }: Limits, value: JsonValue | undefined): string | null {
  if (!pattern || !value) return null;
  return new RegExp(pattern).test(String(value))
    ? null
    : patternErrorMessage || '格式不对，请检查后重新填写。';
}

function outOfRange({ min, max }: Limits, value: JsonValue | undefined): string | null {
  if ((!value && value !== 0) || (!isGiven(min) && !isGiven(max))) return null;
  const number = bigOf(value);
  const [least, most] = [min, max].map((limit) => (isGiven(limit) ? bigOf(limit) : undefined));
  if (number === null || least === null || most === null) return '规定的范围算不出来，请告诉设计表单的人。';
  // limits worked out from other fields may leave nothing
  if (least && most && most.lt(least) && (number.lt(least) || number.gt(most)))
    return '按前面填的数算，这里没有能填的数，请先核对前面的数。';
  if (least && number.lt(least)) return `不能小于 ${String(min)}。`;
  return most && number.gt(most) ? `不能大于 ${String(max)}。` : null;
}

/** Surrounding blanks do not count, and an empty text is the business of `required`. */
function badLength({ minLength, maxLength }: Limits, value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const { length } = value.trim();
  if (isGiven(minLength) && length < Number(minLength))
    return `至少 ${String(minLength)} 个字，现在是 ${length} 个。`;
  return isGiven(maxLength) && length > Number(maxLength)
    ? `最多 ${String(maxLength)} 个字，现在是 ${length} 个。`
    : null;
}

function badKind({ validationType }: Limits, value: JsonValue | undefined): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (validationType === 'email' && !isMail(value)) return '电子邮箱的格式不对。';
  if (validationType === 'phone' && !isPhone(value)) return '电话号码要带国家代码，例如 +8613800138000。';
  return null;
}

/** A limit whose expression comes to nothing limits nothing. */
function isGiven(limit: unknown): boolean {
  return limit !== null && limit !== undefined;
}

function bigOf(value: unknown): Big | null {
  try {
    return new Big(value as string);
  } catch {
    return null;
  }
}

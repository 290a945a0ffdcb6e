import Big from 'big.js';
import type { JsonValue } from '../core/keys.ts';
import { tooEarly } from './earliest-day.ts';
import { isExpression, resolve, type Scope } from './feel.ts';
import { labelOf, type Component, type Validation } from './schema.ts';

/** The first thing wrong with a value that is of its type; null when nothing is. Same verdict as the form-js viewer. */
export function faultOf(field: Component, value: JsonValue, scope: Scope, now?: Date): string | null {
  const validation = field.validate ?? {};
  return (
    missing(field, validation, value) ??
    badNumber(field, value) ??
    badPattern(validation, value) ??
    outOfRange(validation, value, scope, now) ??
    badLength(validation, value, scope, now) ??
    badKind(validation, value) ??
    (now ? tooEarly(field, value, officeDay.format(now)) : null) ??
    failedCheck(field, scope, now)
  );
}

function missing(field: Component, { required }: Validation, value: JsonValue): string | null {
  if (!required) return null;
  const empty =
    value === null ||
    value === '' ||
    (field.type === 'checkbox' && value === false) ||
    (Array.isArray(value) && value.length === 0);
  if (!empty) return null;
  const label = labelOf(field);
  if (field.type === 'checkbox') return `请勾选“${label}”。`;
  if (field.type === 'filepicker') return `请上传“${label}”。`;
  return field.type === 'textfield' || field.type === 'textarea' || field.type === 'number'
    ? `请填写“${label}”。`
    : `请选择“${label}”。`;
}

function badNumber({ type, decimalDigits, increment }: Component, value: JsonValue): string | null {
  if (type !== 'number' || !isNumeric(value) || Number(value) === 0) return null;
  const number = new Big(value);
  if (typeof decimalDigits === 'number' && decimalDigits >= 0 && !number.eq(number.round(decimalDigits))) {
    return decimalDigits === 0 ? '应填写整数。' : `最多 ${decimalDigits} 位小数。`;
  }
  if (increment && !number.mod(increment).eq(0)) return `应是 ${increment} 的整倍数。`;
  return null;
}

function badPattern({ pattern, patternErrorMessage }: Validation, value: JsonValue): string | null {
  if (!pattern || typeof value !== 'string' || value === '') return null;
  return new RegExp(pattern).test(value) ? null : patternErrorMessage || '格式不对，请检查后重新填写。';
}

function outOfRange(validation: Validation, value: JsonValue, scope: Scope, now?: Date): string | null {
  if (!isNumeric(value)) return null;
  const number = new Big(value);
  const min = limit(validation.min, scope, now);
  if (min !== null && number.lt(min)) return `不能小于 ${min}。`;
  const max = limit(validation.max, scope, now);
  return max !== null && number.gt(max) ? `不能大于 ${max}。` : null;
}

/** As the viewer counts it: surrounding blanks do not count, and an empty text is the business of `required`. */
function badLength(validation: Validation, value: JsonValue, scope: Scope, now?: Date): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const { length } = value.trim();
  const min = limit(validation.minLength, scope, now);
  if (min !== null && Number(min) > length) return `至少 ${min} 个字，现在是 ${length} 个。`;
  const max = limit(validation.maxLength, scope, now);
  return max !== null && Number(max) < length ? `最多 ${max} 个字，现在是 ${length} 个。` : null;
}

/** A limit that cannot be worked out limits nothing. */
function limit(drawn: number | string | undefined, scope: Scope, now?: Date): string | number | null {
  const value = isExpression(drawn) ? resolve(drawn, scope, now) : drawn;
  return isNumeric(value) ? value : null;
}

const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
/** International numbers, as the viewer asks for; numbers of here use a pattern. */
const PHONE = /(\+|00)\d{7,25}$/;

function badKind({ validationType }: Validation, value: JsonValue): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (validationType === 'email' && !EMAIL.test(value)) return '电子邮箱的格式不对。';
  if (validationType === 'phone' && !PHONE.test(value)) return '电话号码要带国家代码，例如 +8613800138000。';
  return null;
}

const officeDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Rules between fields or for a list, which form-js has no word for: the custom property `check` is FEEL that must hold. */
export function failedCheck({ properties }: Component, scope: Scope, now?: Date): string | null {
  if (!properties?.check) return null;
  const rule = properties.check.startsWith('=') ? properties.check : `=${properties.check}`;
  return resolve(rule, scope, now) === true ? null : properties.checkMessage || '与其他内容不一致，请检查。';
}

function isNumeric(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

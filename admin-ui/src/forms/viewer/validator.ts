import { runExpressionEvaluation } from '@bpmn-io/form-js-viewer';
import Big from 'big.js';
import type { JsonObject, JsonValue } from '../../../../engine/core/keys.ts';
import { tooEarly } from '../../../../engine/forms/earliest-day.ts';
import { isEmptyRow } from '../../../../engine/forms/empty-rows.ts';
import { setAt, valueAt, type Component } from '../../../../engine/forms/schema.ts';
import { session } from '../../api/session.ts';
import { labelOf, type DrawnField } from './form-field.ts';

interface Limits {
  required?: boolean;
  min?: unknown;
  max?: unknown;
  minLength?: unknown;
  maxLength?: unknown;
  pattern?: string;
  patternErrorMessage?: string;
  validationType?: string;
}

interface Registry {
  get(id: string): (DrawnField & { validate?: Limits }) | undefined;
}

/** A field where it stands; in a list, once in every row. */
interface Instance {
  id: string;
  expressionContextInfo: never;
  valuePath?: (string | number)[];
  /** Id of a list → the row. */
  indexes?: Record<string, number>;
}

interface FormState {
  _getState(): { data: JsonObject };
}

/** The checks of the form-js viewer with the sentences of the server, so that one fault reads the same from both. */
export class ChineseValidator {
  static readonly $inject = ['expressionLanguage', 'formFieldRegistry', 'form'];

  constructor(
    private readonly expressionLanguage: never,
    private readonly fields: Registry,
    private readonly form: FormState,
  ) {}

  validateFieldInstance(instance: Instance, value: unknown): string[] {
    const field = this.fields.get(instance.id);
    if (!field || this.isInEmptyRow(instance, value)) return [];
    const limits = { ...field.validate };
    for (const name of ['min', 'max', 'minLength', 'maxLength'] as const) {
      limits[name] = runExpressionEvaluation(
        this.expressionLanguage,
        limits[name],
        instance.expressionContextInfo,
      );
    }
    const fault =
      missing(field, value) ??
      badNumber(field, value) ??
      badPattern(limits, value) ??
      outOfRange(limits, value) ??
      badLength(limits, value) ??
      badKind(limits, value) ??
      tooEarly(field, value, session.system.today);
    return fault === null ? [] : [fault];
  }

  /** A row that nobody wrote anything into will not count, so nothing is missing in it. */
  private isInEmptyRow({ valuePath = [], indexes = {} }: Instance, value: unknown): boolean {
    const listId = Object.keys(indexes).at(-1);
    const list = listId && (this.fields.get(listId) as Component | undefined);
    if (!list) return false;
    const length = valuePath.findLastIndex((step) => typeof step === 'number') + 1;
    const row = structuredClone(valueAt(this.form._getState().data, valuePath.slice(0, length)) ?? {});
    setAt(row as JsonObject, valuePath.slice(length), value as JsonValue);
    return isEmptyRow(list, row);
  }
}

function missing(field: DrawnField, value: unknown): string | null {
  if (!field.validate?.required) return null;
  const empty = value === null || value === undefined || value === '' || value === false;
  if (!empty && !(Array.isArray(value) && value.length === 0)) return null;
  const verb = { checkbox: '勾选', filepicker: '上传', textfield: '填写', textarea: '填写', number: '填写' }[
    field.type
  ];
  return `请${verb ?? '选择'}“${labelOf(field)}”。`;
}

function badNumber({ type, decimalDigits, increment }: DrawnField, value: unknown): string | null {
  if (type !== 'number' || value === null || value === undefined || value === '') return null;
  if (!isNumeric(value)) return '应填写数字。';
  const number = new Big(value);
  if (typeof decimalDigits === 'number' && !number.eq(number.round(decimalDigits))) {
    return decimalDigits === 0 ? '应填写整数。' : `最多 ${decimalDigits} 位小数。`;
  }
  if (isNumeric(increment) && Number(increment) > 0 && !number.mod(increment).eq(0))
    return `应是 ${increment} 的整倍数。`;
  return null;
}

function badPattern({ pattern, patternErrorMessage }: Limits, value: unknown): string | null {
  if (!pattern || typeof value !== 'string' || value === '') return null;
  return new RegExp(pattern).test(value) ? null : patternErrorMessage || '格式不对，请检查后重新填写。';
}

function outOfRange({ min, max }: Limits, value: unknown): string | null {
  if (!isNumeric(value)) return null;
  if (isNumeric(min) && new Big(value).lt(min)) return `不能小于 ${min}。`;
  return isNumeric(max) && new Big(value).gt(max) ? `不能大于 ${max}。` : null;
}

function badLength({ minLength, maxLength }: Limits, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  const { length } = value.trim();
  if (isNumeric(minLength) && length < Number(minLength))
    return `至少 ${minLength} 个字，现在是 ${length} 个。`;
  return isNumeric(maxLength) && length > Number(maxLength)
    ? `最多 ${maxLength} 个字，现在是 ${length} 个。`
    : null;
}

const EMAIL = /^[\w.!#$%&'*+/=?^`{|}~-]+@[A-Za-z0-9-]+(\.[A-Za-z0-9-]+)*$/;
const PHONE = /(\+|00)\d{7,25}$/;

function badKind({ validationType }: Limits, value: unknown): string | null {
  if (typeof value !== 'string' || value === '') return null;
  if (validationType === 'email' && !EMAIL.test(value)) return '电子邮箱的格式不对。';
  if (validationType === 'phone' && !PHONE.test(value)) return '电话号码要带国家代码，例如 +8613800138000。';
  return null;
}

function isNumeric(value: unknown): value is string | number {
  if (typeof value === 'number') return Number.isFinite(value);
  return typeof value === 'string' && value.trim() !== '' && Number.isFinite(Number(value));
}

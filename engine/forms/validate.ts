import type { JsonValue } from '../core/keys.ts';
import { resolve, type Scope } from './feel.ts';
import { faultWithin } from './limits.ts';
import type { Component } from './schema.ts';

/** The first thing wrong with a value that is of its type; null when nothing is. Same verdict as the form-js viewer. */
export function faultOf(field: Component, value: JsonValue, scope: Scope, now?: Date): string | null {
  return wrongWith(field, value, scope, now) ?? failedCheck(field, scope, now);
}

/** What form-js itself would say of it, fields included that can only be read. */
export function wrongWith(field: Component, value: JsonValue, scope: Scope, now?: Date): string | null {
  const { validate = {} } = field;
  const limits = {
    ...validate,
    min: resolve(validate.min, scope, now),
    max: resolve(validate.max, scope, now),
    minLength: resolve(validate.minLength, scope, now),
    maxLength: resolve(validate.maxLength, scope, now),
  };
  // telling the day takes longer than all the rest
  const today = now && field.type === 'datetime' ? officeDay.format(now) : null;
  return faultWithin(field, value, limits, today);
}

const officeDay = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' });

/** Rules between fields or for a list, which form-js has no word for: the custom property `check` is FEEL that must hold. */
export function failedCheck({ properties }: Component, scope: Scope, now?: Date): string | null {
  if (!properties?.check) return null;
  const rule = properties.check.startsWith('=') ? properties.check : `=${properties.check}`;
  return resolve(rule, scope, now) === true ? null : properties.checkMessage || '与其他内容不一致，请检查。';
}

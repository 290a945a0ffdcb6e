// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { session } from '../../admin-ui/src/api/session.ts';
import { ChineseValidator } from '../../admin-ui/src/forms/viewer/validator.ts';
import type { JsonValue } from '../../engine/core/keys.ts';
import { earliestHint } from '../../engine/forms/earliest-day.ts';
import { faultOf } from '../../engine/forms/validate.ts';
import type { Component } from '../../engine/forms/schema.ts';

const expressions = {
  isExpression: (value: unknown) => typeof value === 'string' && value.startsWith('='),
  evaluate: () => null,
};
/** The same day for both: 25 November where the office is. */
const now = new Date('2026-11-25T00:30:00+08:00');
session.system = { ...session.system, today: '2026-11-25' };
const scope = { data: {}, this: {}, parent: null, i: [] };

/** What the page says of a value. */
function onPage(field: Component, value: JsonValue): string[] {
  const registry = { get: () => ({ id: 'f', ...field }) };
  const form = { _getState: () => ({ data: {} }) };
  const validator = new ChineseValidator(expressions as never, registry as never, form);
  return validator.validateFieldInstance({ id: 'f', expressionContextInfo: scope as never }, value);
}

it('says under a date from which day on it may be, in the words of the refusal', () => {
  const field: Component = { type: 'datetime', label: '日期', properties: { earliest: 'P3D' } };

  expect(earliestHint(field, '2026-11-25')).toBe('最早可选 2026年11月28日（3 天后）。');
  expect(onPage(field, '2026-11-27')).toEqual([earliestHint(field, '2026-11-25')]);
});

const cases: [string, Component, JsonValue][] = [
  ['nothing written', { type: 'textfield', label: '主题', validate: { required: true } }, ''],
  ['nothing chosen', { type: 'radio', label: '意见', validate: { required: true } }, null],
  ['no date', { type: 'datetime', dateLabel: '日期', validate: { required: true } }, null],
  ['no box ticked', { type: 'checkbox', label: '承诺', validate: { required: true } }, false],
  ['no file', { type: 'filepicker', label: '材料', validate: { required: true } }, null],
  ['none of several', { type: 'checklist', label: '类型', validate: { required: true } }, []],
  ['half a person', { type: 'number', label: '人口', decimalDigits: 0 }, 1.5],
  ['three decimals', { type: 'number', label: '金额', decimalDigits: 2, serializeToString: true }, '1.005'],
  ['a step missed', { type: 'number', label: '份数', increment: '5' }, 7],
  ['too little', { type: 'number', label: '金额', validate: { min: 1 } }, 0],
  ['too much', { type: 'number', label: '金额', validate: { max: 10000 } }, '12000'],
  ['too short', { type: 'textarea', label: '说明', validate: { minLength: 20 } }, '太短了'],
  ['too long', { type: 'textfield', label: '主题', validate: { maxLength: 4 } }, '五个字的话'],
  [
    'not the pattern',
    { type: 'textfield', label: '账号', validate: { pattern: '^\\d+$', patternErrorMessage: '应为数字。' } },
    'abc',
  ],
  ['a day that has passed', { type: 'datetime', label: '日期', disallowPassedDates: true }, '2026-11-24'],
  ['a day too near', { type: 'datetime', label: '日期', properties: { earliest: 'P3D' } }, '2026-11-27'],
  ['no mail address', { type: 'textfield', label: '邮箱', validate: { validationType: 'email' } }, 'abc'],
];

describe('the checks of the page', () => {
  it.each(cases)('say what the server says: %s', (_name, field, value) => {
    const said = faultOf(field, value, scope, now);

    expect(said).not.toBeNull();
    expect(onPage(field, value)).toEqual([said]);
  });

  it('have nothing to say of what is right', () => {
    expect(
      onPage({ type: 'number', label: '金额', decimalDigits: 2, validate: { required: true, min: 0 } }, '0'),
    ).toEqual([]);
    expect(onPage({ type: 'textarea', label: '说明', validate: { minLength: 20 } }, '')).toEqual([]);
    expect(onPage({ type: 'datetime', properties: { earliest: 'P3D' } }, '2026-11-28')).toEqual([]);
  });
});

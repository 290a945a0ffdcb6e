import { describe, expect, it } from 'vitest';
import {
  kindOf,
  readValue,
  shownText,
  textOf,
} from '../../../admin-ui/src/staff/case/manage/variable-value.ts';

describe('A variable as people edit it', () => {
  it.each([
    ['文字', '文字', '文字'],
    ['', '（空文字）', ''],
    [1500.5, '1500.5', '1500.5'],
    [false, '否', 'false'],
    [null, '（空）', ''],
    [['资金', '物资'], '资金；物资', '[\n  "资金",\n  "物资"\n]'],
    [{ name: '王强', age: 8 }, 'name 王强，age 8', '{\n  "name": "王强",\n  "age": 8\n}'],
    [[], '（空列表）', '[]'],
  ])('shows %j as people read it, and comes back as it was', (value, shown, typed) => {
    expect(shownText(value)).toBe(shown);
    expect(textOf(value)).toBe(typed);
    expect(readValue(kindOf(value), typed)).toEqual({ value });
  });

  it('keeps kinds apart: a number that is text stays text', () => {
    expect(readValue('text', '1500')).toEqual({ value: '1500' });
    expect(readValue('number', ' 1500 ')).toEqual({ value: 1500 });
  });

  it.each([
    ['number', '一千', /请填数字/],
    ['number', '', /请填数字/],
    ['number', '1e999', /请填数字/],
    ['json', '{name: 1}', /读不懂/],
    ['json', '"文字"', /读不懂/],
  ] as const)('says what is wrong with a %s “%s”', (kind, text, words) => {
    expect(readValue(kind, text)).toEqual({ fault: expect.stringMatching(words) });
  });
});

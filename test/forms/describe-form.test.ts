import { expect, it } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { describeForm } from '../../engine/forms/describe-form.ts';

const id = 'a'.repeat(32);

it('puts a submitted form into words, in its order, without what was left empty', () => {
  // given
  const schema: JsonObject = {
    components: [
      { type: 'select', key: 'unit', label: '单位', valuesKey: 'units' },
      { type: 'checklist', key: 'kinds', label: '类型', values: [{ label: '因病', value: 'ill' }] },
      { type: 'number', key: 'amount', label: '金额', appearance: { suffixAdorner: '元' } },
      { type: 'datetime', subtype: 'datetime', key: 'at', dateLabel: '约谈日期' },
      { type: 'textfield', key: 'empty', label: '空' },
      { type: 'checkbox', key: 'yes', label: '急难' },
      { type: 'filepicker', key: 'file', label: '材料' },
      { type: 'textfield', key: 'account', label: '账号', properties: { personal: 'bank' } },
      {
        type: 'dynamiclist',
        path: 'rows',
        label: '成员',
        components: [{ type: 'textfield', key: 'name', label: '姓名' }],
      },
    ],
  };

  // when
  const lines = describeForm(
    schema,
    {
      unit: '02',
      units: [{ label: '乙社区', value: '02' }],
      kinds: ['ill'],
      amount: '1800.50',
      at: '2026-11-24T09:30+08:00',
      empty: '',
      yes: true,
      file: id,
      account: '6222021234567890123',
      rows: [{ name: '李' }],
    },
    new Map([[id, { name: '证明.pdf', size: 10 }]]),
  );

  // then
  expect(lines.map(({ label, text }) => `${label}：${text}`)).toEqual([
    '单位：乙社区',
    '类型：因病',
    '金额：1,800.50 元',
    '约谈日期：2026年11月24日 09:30',
    '急难：是',
    '材料：证明.pdf',
    '账号：***************0123',
    '成员（1）姓名：李',
  ]);
  expect(lines.find(({ key }) => key === 'file')?.files).toEqual([{ id, name: '证明.pdf', size: 10 }]);
});

it('writes amounts, numbers and days in one way, and leaves out what was only worked out on the way', () => {
  // given
  const schema: JsonObject = {
    components: [
      { type: 'number', key: 'cost', label: '医疗费', decimalDigits: 2, appearance: { suffixAdorner: '元' } },
      { type: 'number', key: 'people', label: '人口', decimalDigits: 0, appearance: { suffixAdorner: '人' } },
      { type: 'expression', key: 'passed', expression: '=true' },
      { type: 'expression', key: 'perHead', label: '人均', expression: '=780', properties: { unit: '元' } },
      { type: 'expression', key: 'end', label: '预备期满', expression: '="2026-12-07"' },
    ],
  };

  // when
  const lines = describeForm(
    schema,
    { cost: '21400.5', people: 2, passed: true, perHead: 780, end: '2026-12-07' },
    new Map(),
  );

  // then
  expect(lines.map(({ label, text }) => `${label}：${text}`)).toEqual([
    '医疗费：21,400.50 元',
    '人口：2 人',
    '人均：780.00 元',
    '预备期满：2026年12月7日',
  ]);
});

it('tells what could not be filled in otherwise from what was filled in', () => {
  // given
  const schema: JsonObject = {
    components: [
      { type: 'textfield', key: 'name', label: '姓名', readonly: true },
      { type: 'textfield', key: 'phone', label: '联系电话', properties: { editable: 'true' } },
      { type: 'textfield', key: 'job', label: '单位', readonly: '=kind = "x"' },
      { type: 'checkbox', key: 'promise', label: '本人承诺属实', validate: { required: true } },
    ],
  };

  // when
  const lines = describeForm(
    schema,
    { name: '王秀兰', phone: '13900000001', job: '粮站', promise: true },
    new Map(),
  );

  // then
  expect(lines.map(({ key, given }) => [key, given ?? false])).toEqual([
    ['name', true],
    ['phone', false],
    ['job', false],
    ['promise', true],
  ]);
});

// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { checkSubmission } from '../../engine/forms/check-submission.ts';
import { withoutEmptyRows } from '../../engine/forms/empty-rows.ts';
import { prefill } from '../../engine/forms/prefill.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { submitInViewer } from './viewer.ts';

const schema: JsonObject = {
  type: 'default',
  id: 'probe',
  components: [
    {
      id: 'kind',
      type: 'radio',
      key: 'kind',
      label: '类别',
      values: [
        { label: '甲', value: 'a' },
        { label: '乙', value: 'b' },
      ],
    },
    { id: 'tick', type: 'checkbox', key: 'tick', label: '承诺', validate: { required: true } },
    {
      id: 'why',
      type: 'textarea',
      key: 'why',
      label: '理由',
      conditional: { hide: '=kind != "b"' },
      validate: { required: true, minLength: 3, maxLength: 6 },
    },
    {
      id: 'deeper',
      type: 'textfield',
      key: 'deeper',
      label: '再问',
      conditional: { hide: '=why = null or why = ""' },
      validate: { required: true },
    },
    { id: 'code', type: 'textfield', key: 'code', label: '编号', validate: { pattern: '^[A-Z]{2}$' } },
    { id: 'limit', type: 'number', key: 'limit', label: '上限' },
    {
      id: 'amount',
      type: 'number',
      key: 'amount',
      label: '金额',
      decimalDigits: 2,
      serializeToString: true,
      validate: { min: 1, max: '=limit' },
    },
    { id: 'step', type: 'number', key: 'step', label: '步', increment: '5' },
    {
      id: 'sum',
      type: 'expression',
      key: 'sum',
      expression: '=if limit = null then null else limit + 1',
      computeOn: 'change',
    },
    {
      id: 'choices',
      type: 'checklist',
      key: 'choices',
      label: '多选',
      validate: { required: true },
      values: [
        { label: '一', value: 'x' },
        { label: '二', value: 'y' },
      ],
    },
    {
      id: 'unit',
      type: 'select',
      key: 'unit',
      label: '单位',
      valuesKey: 'units',
      validate: { required: true },
    },
    {
      id: 'on',
      type: 'datetime',
      subtype: 'date',
      key: 'on',
      dateLabel: '日期',
      validate: { required: true },
    },
    {
      id: 'box',
      type: 'group',
      path: 'box',
      label: '组',
      conditional: { hide: '=kind = "a"' },
      components: [
        { id: 'inner', type: 'textfield', key: 'inner', label: '内', validate: { required: true } },
      ],
    },
    {
      id: 'rows',
      type: 'dynamiclist',
      path: 'rows',
      label: '行',
      isRepeating: true,
      allowAddRemove: true,
      defaultRepetitions: 0,
      components: [
        { id: 'row_name', type: 'textfield', key: 'name', label: '姓名', validate: { required: true } },
        {
          id: 'row_note',
          type: 'textfield',
          key: 'note',
          label: '说明',
          conditional: { hide: '=this.name = "x"' },
          validate: { required: true },
        },
      ],
    },
    { id: 'shown', type: 'textfield', key: 'shown', label: '只读', readonly: true },
  ],
};
const shown: JsonObject = {
  units: [
    { label: '甲社区', value: '01' },
    { label: '乙社区', value: '02' },
  ],
  shown: '张三',
};

const good: JsonObject = {
  kind: 'b',
  tick: true,
  why: '家里困难',
  deeper: '是',
  code: 'AB',
  limit: 9,
  amount: '8.5',
  step: 10,
  choices: ['x'],
  unit: '01',
  on: '2026-11-24',
  box: { inner: '好' },
  rows: [{ name: 'x' }, { name: '李', note: '有' }],
};

/** name → what is different from the good one */
const variants: Record<string, JsonObject> = {
  'nothing wrong': {},
  'a hidden text and group': { kind: 'a', why: null, deeper: null, box: {} },
  'nothing chosen': { kind: null, why: null, deeper: null },
  'an unticked box': { tick: false },
  'a text that is too short': { why: '短' },
  'a text that is too long': { why: '这一段文字太长了' },
  'blanks around a text': { why: '   短   ' },
  'an empty required text': { why: '', deeper: null },
  'a code of the wrong pattern': { code: 'abc' },
  'an empty code': { code: '' },
  'an amount above a computed limit': { amount: '9.01' },
  'an amount without a limit': { limit: null, amount: '1000' },
  'an amount below the minimum': { amount: '0.99' },
  'three decimals': { amount: '1.001' },
  'a number that is no multiple': { step: 7 },
  zero: { step: 0, limit: 0, amount: null },
  'no choice of several': { choices: [] },
  'no unit': { unit: null },
  'no date': { on: null },
  'an empty field of a group': { box: { inner: '' } },
  'an empty row': { rows: [{ name: '' }] },
  'an empty row between others': {
    rows: [{ name: 'x' }, { name: '', note: '' }, { name: '李', note: '有' }],
  },
  'a row begun': { rows: [{ name: '' }, { name: '李', note: '' }] },
  'a row whose second field is hidden': { rows: [{ name: 'x' }] },
  'no rows': { rows: [] },
};

describe('the server and the form-js viewer', () => {
  it.each(Object.entries(variants))('say the same about %s', async (_name, variant) => {
    // given
    const filled = { ...good, ...variant };
    const context = { ...prefill(schema, shown) };

    // when
    const viewer = await submitInViewer(schema, context, filled);
    const sent = { ...viewer.data };
    const server = checkSubmission(schema, sent, shown);

    // then
    const faulty = [...new Set(server.faults.map(({ field }) => idOf(field)))].sort();
    expect(faulty).toEqual(viewer.faulty);
    if (faulty.length > 0) return;
    expect({ ...server.data, shown: server.shown.shown }).toEqual(withoutEmptyRows(schema, viewer.data).data);
  });
});

function idOf(path: string): string {
  const [first, , third] = path.split('.');
  if (first === 'box') return 'inner';
  if (first === 'rows') return third === 'note' ? 'row_note' : 'row_name';
  return first!;
}

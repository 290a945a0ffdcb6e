import { expect, it } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { prefill } from '../../engine/forms/prefill.ts';

const schema: JsonObject = {
  components: [
    { type: 'textfield', key: 'name', readonly: true },
    { type: 'textfield', key: 'note' },
    { type: 'text', text: '金额 {{amount}}，"{{inner.deep}}"' },
    { type: 'number', key: 'sum', validate: { max: '=limit' }, conditional: { hide: '=kind = "secret"' } },
    { type: 'select', key: 'unit', valuesKey: 'units' },
    { type: 'dynamiclist', path: 'rows', components: [{ type: 'textfield', key: 'a' }] },
  ],
};

it('opens a form with what it shows or reckons with, and with nothing else', () => {
  // when
  const data = prefill(schema, {
    name: '张三',
    amount: 5,
    limit: 9,
    kind: 'x',
    units: [1],
    rows: [{ a: '1' }],
    inner: { deep: 1 },
    secret: '内部说明',
    innerNote: '不给看',
  });

  // then
  expect(data).toEqual({
    name: '张三',
    amount: 5,
    limit: 9,
    kind: 'x',
    units: [1],
    rows: [{ a: '1' }],
    inner: { deep: 1 },
  });
});

it('lays a draft over it, but not over what can only be read', () => {
  expect(
    prefill(schema, { name: '张三（更名）', note: '旧' }, { name: '张三', note: '新', rows: [] }),
  ).toEqual({
    name: '张三（更名）',
    note: '新',
    rows: [],
  });
});

it('leaves a field its default where its variable has no value, though an expression names it', () => {
  const expression = { type: 'expression', key: 'twice', expression: '=amount * home.size' };
  const amount = { type: 'number', key: 'amount', defaultValue: 5 };
  const size = { type: 'number', key: 'home.size', defaultValue: 2 };
  const data = prefill({ components: [expression, amount, size] }, { amount: null, home: { size: null } });
  expect(JSON.parse(JSON.stringify(data))).toEqual({ home: {} });
});

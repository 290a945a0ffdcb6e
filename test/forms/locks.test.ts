import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { checkSubmission } from '../../engine/forms/check-submission.ts';

function check(components: JsonObject[], submitted: JsonObject, context: JsonObject = {}) {
  const { data, shown, faults } = checkSubmission({ type: 'default', components }, submitted, context);
  return { data, shown, faults: Object.fromEntries(faults.map(({ field, message }) => [field, message])) };
}

const list = (list: JsonObject, ...components: JsonObject[]): JsonObject => ({
  type: 'dynamiclist',
  path: 'people',
  ...list,
  components,
});

describe('a condition that locks a field', () => {
  const note = { type: 'textfield', key: 'note' };

  it('keeps it as it was shown where nobody could have answered otherwise', () => {
    const field = { ...note, readonly: '=role = "guest"' };
    const { faults } = check([field], { note: '改' }, { role: 'guest', note: '原' });
    expect(faults).toEqual({ note: '这一项不能修改。' });
  });

  it('does not call back what was written while another answer had it unlocked', () => {
    const size = { type: 'number', key: 'size' };
    const { data, faults } = check([size, { ...note, readonly: '=size <= 5' }], { size: 1, note: '写过' });
    expect(faults).toEqual({});
    expect(data).toEqual({ size: 1, note: '写过' });
  });

  it('follows what is worked out from answers, and what such answers hide', () => {
    const size = { type: 'number', key: 'size' };
    const twice = { type: 'expression', key: 'twice', expression: '=size * 2' };
    const rank = { type: 'textfield', key: 'rank', readonly: true, conditional: { hide: '=twice > 3' } };
    const submitted = { size: 1, note: '写过' };
    const faultsWith = (readonly: string) =>
      check([size, twice, rank, { ...note, readonly }], submitted).faults;
    expect(faultsWith('=twice = 2')).toEqual({});
    expect(faultsWith('=rank = ""')).toEqual({});
  });

  it('is a lasting one where what it asks is locked for good itself', () => {
    const rank = { type: 'textfield', key: 'rank', readonly: '=role = "guest"' };
    const { faults } = check(
      [rank, { ...note, readonly: '=rank = "一"' }],
      { rank: '一', note: '改' },
      { role: 'guest', rank: '一', note: '原' },
    );
    expect(faults).toEqual({ note: '这一项不能修改。' });
  });

  it('leaves the choice that was there, though it is no longer offered', () => {
    const choice = {
      type: 'checklist',
      key: 'kinds',
      valuesExpression: '=kindsNow',
      readonly: '=role = "guest"',
    };
    const context = { role: 'guest', kinds: ['旧'], kindsNow: ['新'] };
    const { shown, faults } = check([choice], { kinds: ['旧'] }, context);
    expect(faults).toEqual({});
    expect(shown.kinds).toEqual(['旧']);
  });
});

describe('a list that is locked', () => {
  const name = { type: 'textfield', key: 'name' };
  const people = [{ name: '甲' }];

  it.each<JsonObject>([{ readonly: true }, { disabled: true }, { readonly: '=role = "guest"' }])(
    'lets nobody write into its rows: %j',
    (locked) => {
      const { faults } = check([list(locked, name)], { people: [{ name: '改' }] }, { role: 'guest', people });
      expect(faults).toEqual({ 'people.0.name': '这一项不能修改。' });
    },
  );

  it('lets nobody add a row', () => {
    const more = [...people, { name: '乙' }];
    const { faults } = check([list({ readonly: '=1 = 1' }, name)], { people: more }, { people });
    expect(faults).toHaveProperty('people');
  });

  it('takes its empty rows back, and knows the others by where they stood', () => {
    const rows = [{ name: '' }, { name: '甲' }];
    const { data, faults } = check([list({ readonly: '=1 = 1' }, name)], { people: rows }, { people: rows });
    expect(faults).toEqual({});
    expect(data).toEqual({ people: [{ name: '甲' }] });
  });

  it('has nothing worked out in it, as on the page', () => {
    const count = { type: 'expression', key: 'count', expression: '=count(people)' };
    const late = { ...count, key: 'late', computeOn: 'presubmit' };
    const { data } = check([list({ readonly: true }, name, count, late)], { people }, { people });
    expect(data).toEqual({ people: [{ name: '甲', count: null, late: null }] });
  });
});

describe('what a form was opened with', () => {
  const kinds = { type: 'checklist', key: 'kinds', values: [{ label: '甲', value: 'a' }] };

  it('is taken back though nobody could choose it: one option twice', () => {
    const rows = [{ kinds: ['a', 'a'] }];
    expect(check([list({}, kinds)], { people: rows }, { people: rows }).data).toEqual({ people: rows });
    expect(check([list({}, kinds)], { people: rows }).faults).toHaveProperty(['people.0.kinds']);
  });

  it('is taken back though form-js itself breaks on it: a number written with an exponent, its decimals limited', () => {
    const amount = { type: 'number', key: 'amount', decimalDigits: 2 };
    const { data, faults } = check([amount], { amount: -1e21 }, { amount: -1e21 });
    expect(faults).toEqual({});
    expect(data).toEqual({ amount: -1e21 });
  });

  it('stays chosen where it cannot be said what is offered', () => {
    const choice = { type: 'select', key: 'kind', valuesExpression: '=names' };
    const context = { kind: '丁', names: '不是列表' };
    expect(check([choice], { kind: '丁' }, context).data).toEqual({ kind: '丁' });
    expect(check([choice], { kind: '戊' }, context).faults).toHaveProperty('kind');
  });

  it('is refused where the page takes it away: it is no longer offered', () => {
    const choice = { type: 'select', key: 'kind', valuesExpression: '=names' };
    const { faults } = check([choice], { kind: '丁' }, { kind: '丁', names: ['戊'] });
    expect(faults).toEqual({ kind: '请从列出的选项中选择。' });
  });
});

it('says what is wrong in a row that holds nothing else', () => {
  const age = { type: 'number', key: 'age' };
  expect(check([list({}, age)], { people: [{ age: null }, { age: '很大' }] }).faults).toEqual({
    'people.1.age': '应填写数字。',
  });
});

it('works out last what is worked out on submission: nothing on the page goes by it', () => {
  const day = { type: 'expression', key: 'day', computeOn: 'presubmit', expression: '=5' };
  const note = { type: 'textfield', key: 'note', conditional: { hide: '=day = 5' } };
  const { data, faults } = check([note, day], { note: '看得见' });
  expect(faults).toEqual({});
  expect(data).toEqual({ note: '看得见', day: 5 });
});

it('leaves what was worked out in a locked list as it was, also where the rows around it come and go', () => {
  const count = { type: 'expression', key: 'count', expression: '=count(people)' };
  const jobs = { type: 'dynamiclist', path: 'jobs', readonly: true, components: [count] };
  const schema = [list({}, { type: 'textfield', key: 'name' }, jobs)];
  const added = { name: '乙', jobs: [{ count: null }] };
  const known = { name: '甲', jobs: [{ count: 7 }] };
  const { data } = check(schema, { people: [added, known] }, { people: [known] });
  expect(data).toEqual({ people: [added, known] });
  const { data: better } = check(schema, { people: [{ ...added, jobs: [{ count: 8 }] }] }, {});
  expect(better).toEqual({ people: [added] });
});

it('finds the state the page was in, of several in which a form can rest', () => {
  const count = { type: 'expression', key: 'count', expression: '=count(people)' };
  const jobs = { ...list({}, { type: 'textfield', key: 'job' }), path: 'jobs' };
  const hide = '=count(jobs) < 2 and count != 0';
  const people = list({ conditional: { hide } }, { type: 'textfield', key: 'name' });
  const context = { people: [{}], jobs: [{}, {}] };
  const { data, faults } = check([count, people, jobs], { people: [], jobs: [] }, context);
  expect(faults).toEqual({});
  expect(data).toEqual({ count: 0, people: [], jobs: [] });
});

it('says what is hidden by what stands in it as the page does: it is asked as if nothing did', () => {
  const values = [{ label: '甲', value: 'a' }];
  const kind = { type: 'select', key: 'kind', values, conditional: { hide: '=kind = 1' } };
  expect(check([kind], { kind: 'a' }).faults).toEqual({});
});

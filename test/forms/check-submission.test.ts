import { describe, expect, it } from 'vitest';
import type { JsonObject } from '../../engine/core/keys.ts';
import { checkSubmission } from '../../engine/forms/check-submission.ts';

const now = new Date('2026-11-24T09:00:00+08:00');

function form(...components: JsonObject[]): JsonObject {
  return { type: 'default', id: 'probe', components };
}

function faultsOf(schema: JsonObject, submitted: JsonObject, context: JsonObject = {}) {
  return Object.fromEntries(
    checkSubmission(schema, submitted, context, now).faults.map(({ field, message }) => [field, message]),
  );
}

describe('what the viewer would never send', () => {
  const schema = form(
    { type: 'textfield', key: 'name', label: '姓名', readonly: true },
    { type: 'checkbox', key: 'urgent', label: '急难' },
    { type: 'textfield', key: 'reason', label: '急难情况', conditional: { hide: '=urgent != true' } },
    { type: 'group', path: 'home', components: [{ type: 'number', key: 'size', label: '人口' }] },
    { type: 'dynamiclist', path: 'people', components: [{ type: 'textfield', key: 'name', label: '姓名' }] },
    { type: 'textfield', key: 'note', label: '备注', readonly: '=locked = true' },
  );

  it('refuses fields the form does not have, wherever they stand', () => {
    // when
    const faults = faultsOf(schema, {
      isAdmin: true,
      home: { size: 3, key: 1 },
      people: [{ name: '李', id: 1 }],
      __proto__: {},
    });

    // then
    expect(Object.keys(faults)).toEqual(['isAdmin', 'home.key', 'people.0.id']);
  });

  it('refuses a read-only field that was changed, and takes it back unchanged', () => {
    expect(faultsOf(schema, { name: '李四' }, { name: '张三' })).toEqual({ name: '这一项不能修改。' });
    expect(faultsOf(schema, { name: '张三' }, { name: '张三' })).toEqual({});
    expect(faultsOf(schema, { note: '改' }, { locked: true, note: '原' })).toHaveProperty('note');
    expect(faultsOf(schema, { note: '改' }, { locked: false, note: '原' })).toEqual({});
  });

  it('keeps read-only values out of the data and in what was shown', () => {
    // when
    const { data, shown } = checkSubmission(schema, { name: '张三', urgent: true }, { name: '张三' }, now);

    // then
    expect(data).toEqual({ urgent: true });
    expect(shown.name).toBe('张三');
  });

  it('refuses a value for a hidden field', () => {
    expect(faultsOf(schema, { urgent: false, reason: '住院' })).toHaveProperty('reason');
    expect(faultsOf(schema, { urgent: true, reason: '住院' })).toEqual({});
    expect(faultsOf(schema, { urgent: false, reason: '' })).toEqual({});
  });

  it('refuses lists that are none and groups that are none', () => {
    expect(faultsOf(schema, { people: { length: 3 } })).toHaveProperty('people');
    expect(faultsOf(schema, { home: [1] })).toHaveProperty('home');
    expect(faultsOf(schema, { people: Array.from({ length: 201 }, () => ({})) })).toHaveProperty('people');
  });

  it.each([
    [{ type: 'textfield', key: 'v' }, { evil: 1 }],
    [{ type: 'textarea', key: 'v' }, 5],
    [{ type: 'number', key: 'v' }, '1e400'],
    [{ type: 'number', key: 'v' }, 'abc'],
    [{ type: 'checkbox', key: 'v' }, 'true'],
    [{ type: 'radio', key: 'v', values: [{ label: '一', value: 'x' }] }, 'y'],
    [{ type: 'checklist', key: 'v', values: [{ label: '一', value: 'x' }] }, ['x', 'x']],
    [{ type: 'taglist', key: 'v', values: [{ label: '一', value: 'x' }] }, 'x'],
    [{ type: 'select', key: 'v', valuesKey: 'units' }, '09'],
    [{ type: 'datetime', subtype: 'date', key: 'v' }, '2026-02-30'],
    [{ type: 'datetime', subtype: 'time', key: 'v' }, '25:00'],
    [{ type: 'datetime', subtype: 'datetime', key: 'v' }, '2026-11-24'],
    [{ type: 'filepicker', key: 'v' }, 'files::file-1'],
    [{ type: 'filepicker', key: 'v' }, ['a'.repeat(32), 'b'.repeat(32)]],
  ])('refuses a value that is not of the type: %j ← %j', (component, value) => {
    expect(
      faultsOf(
        form(component as JsonObject),
        { v: value as never },
        { units: [{ label: '甲', value: '01' }] },
      ),
    ).toHaveProperty('v');
  });
});

describe('rules between fields', () => {
  const schema = form(
    {
      type: 'number',
      key: 'present',
      label: '实到',
      properties: { check: 'present * 2 > eligible', checkMessage: '不足半数。' },
    },
    { type: 'number', key: 'eligible', label: '应到' },
    {
      type: 'dynamiclist',
      path: 'times',
      label: '时间',
      properties: { check: 'count(times) >= 2', checkMessage: '至少两个。' },
      components: [
        {
          type: 'datetime',
          subtype: 'date',
          key: 'on',
          dateLabel: '日期',
          properties: { check: 'this.on = null or date(this.on) >= today() + duration("P3D")' },
        },
      ],
    },
  );

  it('holds what the custom property check says, with its message', () => {
    const times = [{ on: '2026-11-27' }, { on: '2026-11-28' }];
    expect(faultsOf(schema, { present: 10, eligible: 21, times })).toEqual({ present: '不足半数。' });
    expect(faultsOf(schema, { present: 11, eligible: 21, times })).toEqual({});
  });

  it('checks lists as a whole and each of their rows', () => {
    expect(faultsOf(schema, { present: 2, eligible: 3, times: [{ on: '2026-11-27' }] })).toEqual({
      times: '至少两个。',
    });
    expect(
      faultsOf(schema, { present: 2, eligible: 3, times: [{ on: '2026-11-27' }, { on: '2026-11-26' }] }),
    ).toHaveProperty(['times.1.on']);
  });
});

describe('rows that nobody wrote anything into', () => {
  const person: JsonObject[] = [
    { type: 'textfield', key: 'name', label: '姓名', validate: { required: true } },
    { type: 'checkbox', key: 'ill', label: '患病' },
    { type: 'expression', key: 'known', expression: '=name != null' },
  ];
  const schema = form({
    type: 'dynamiclist',
    path: 'people',
    label: '家庭成员',
    components: [
      ...person,
      {
        type: 'dynamiclist',
        path: 'jobs',
        components: [{ type: 'textfield', key: 'place', label: '单位', validate: { maxLength: 2 } }],
      },
    ],
  });
  const empty = { name: '', ill: false, known: true, jobs: [{ place: '' }] };

  it('are dropped before anything is checked', () => {
    // when
    const { data, faults } = checkSubmission(schema, { people: [empty, { name: '李' }, empty] }, {}, now);

    // then
    expect(faults).toEqual([]);
    expect(data).toMatchObject({ people: [{ name: '李' }] });
  });

  it('do not move the faults of the others', () => {
    const begun = { name: '', ill: true, jobs: [{ place: '' }, { place: '纺织厂' }] };
    expect(Object.keys(faultsOf(schema, { people: [empty, begun] }))).toEqual([
      'people.1.name',
      'people.1.jobs.1.place',
    ]);
  });

  it('do not count in what a list must have', () => {
    const asked = form({
      type: 'dynamiclist',
      path: 'people',
      components: person,
      properties: { check: 'count(people) >= 1', checkMessage: '至少一人。' },
    });
    expect(faultsOf(asked, { people: [{ name: '', ill: false }] })).toEqual({ people: '至少一人。' });
  });

  it('stay in a list that lets nobody add or remove any', () => {
    const fixed = form({
      type: 'dynamiclist',
      path: 'people',
      allowAddRemove: false,
      components: person,
    });
    expect(faultsOf(fixed, { people: [empty] }, { people: [{}] })).toHaveProperty(['people.0.name']);
  });

  it('stay in a list that is hidden: nobody could take them away, and conditions count them', () => {
    const jobs: JsonObject[] = [{}, { name: '李' }];
    const group = {
      type: 'group',
      path: 'work',
      components: [{ type: 'dynamiclist', path: 'jobs', components: [{ type: 'textfield', key: 'name' }] }],
      conditional: { hide: '=count(work.jobs) > 1' },
    };
    const { data, faults } = checkSubmission(form(group), {}, { work: { jobs } }, now);
    expect(faults).toEqual([]);
    expect(data).toEqual({});
  });

  it('stay in a list that is hidden by what is worked out of them', () => {
    const first = { type: 'expression', key: 'first', expression: '=people[1]' };
    const people = {
      type: 'dynamiclist',
      path: 'people',
      components: [{ type: 'expression', key: 'known', expression: '=5' }],
      conditional: { hide: '=first != null' },
    };
    const { data } = checkSubmission(form(first, people), {}, {}, now);
    expect(data).toEqual({ first: { known: null } });
  });
});

describe('computed fields', () => {
  it('are computed here, whatever was sent', () => {
    // given
    const schema = form(
      { type: 'number', key: 'income', label: '收入', serializeToString: true },
      { type: 'number', key: 'size', label: '人口' },
      { type: 'expression', key: 'each', expression: '=decimal(number(income) / size, 2)' },
      {
        type: 'textfield',
        key: 'poor',
        label: '说明',
        conditional: { hide: '=each >= 1000' },
        validate: { required: true },
      },
    );

    // when
    const { data, faults } = checkSubmission(schema, { income: '4800.00', size: 3, each: 5 }, {}, now);

    // then
    expect(data).toEqual({ income: '4800.00', size: 3, each: 1600 });
    expect(faults).toEqual([]);
    expect(faultsOf(schema, { income: '900', size: 3 })).toHaveProperty('poor');
  });
});

describe('options from the data', () => {
  it('keeps the chosen one with its label, for the dossier', () => {
    // given
    const schema = form({ type: 'select', key: 'unit', label: '单位', valuesKey: 'units' });
    const units = [
      { label: '甲社区', value: '01' },
      { label: '乙社区', value: '02' },
    ];

    // when
    const { data, shown } = checkSubmission(schema, { unit: '02' }, { units }, now);

    // then
    expect(data).toEqual({ unit: '02' });
    expect(shown).toEqual({ units: [{ label: '乙社区', value: '02' }] });
  });
});

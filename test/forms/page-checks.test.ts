// @vitest-environment jsdom
import type { Form } from '@bpmn-io/form-js-viewer';
import { describe, expect, it } from 'vitest';
import { session } from '../../admin-ui/src/api/session.ts';
import { failedChecks } from '../../admin-ui/src/forms/viewer/checks.ts';
import { checkForm, dropMended, showFaults } from '../../admin-ui/src/forms/viewer/field-errors.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { checkSubmission } from '../../engine/forms/check-submission.ts';
import { settled, withForm } from './viewer.ts';

const now = new Date('2026-11-25T00:30:00+08:00');
session.system = { ...session.system, today: '2026-11-25' };

const schema: JsonObject = {
  type: 'default',
  id: 'probe',
  components: [
    { id: 'eligible', type: 'number', key: 'eligible', label: '应到' },
    {
      id: 'present',
      type: 'number',
      key: 'present',
      label: '实到',
      properties: { check: 'present = null or present * 2 > eligible', checkMessage: '不足半数。' },
    },
    {
      id: 'held',
      type: 'textfield',
      key: 'held',
      label: '会议日期',
      properties: {
        check: 'held = null or held = "" or date(held) <= today()',
        checkMessage: '不能晚于今天。',
      },
    },
    {
      id: 'hidden',
      type: 'number',
      key: 'hidden',
      label: '藏着的',
      conditional: { hide: '=eligible > 0' },
      properties: { check: 'hidden = 1', checkMessage: '应是一。' },
    },
    {
      id: 'times',
      type: 'dynamiclist',
      path: 'times',
      label: '时间',
      isRepeating: true,
      allowAddRemove: true,
      defaultRepetitions: 2,
      properties: { check: 'count(times) >= 2', checkMessage: '至少两个。' },
      components: [
        { id: 'part', type: 'textfield', key: 'part', label: '时段', validate: { required: true } },
        {
          id: 'note',
          type: 'textfield',
          key: 'note',
          label: '说明',
          properties: { check: 'this.note != this.part', checkMessage: '不要重复时段。' },
        },
      ],
    },
  ],
};
const good: JsonObject = {
  eligible: 21,
  present: 11,
  held: '2026-11-25',
  times: [
    { part: '上午', note: '九点以后' },
    { part: '下午', note: '' },
  ],
};

/** name → what is different from the good one */
const variants: Record<string, JsonObject> = {
  'nothing wrong': {},
  'too few of them there': { present: 10 },
  'a meeting that is still to come': { held: '2026-11-26' },
  'a list with too little in it': { times: [{ part: '上午', note: '' }] },
  'a list with nothing but empty rows': { times: [{}, { part: '', note: '' }] },
  'a rule within a row': { times: [{}, { part: '上午', note: '上午' }, { part: '下午', note: '' }] },
  'a field that is hidden': { hidden: null },
};

describe('rules between fields and for lists', () => {
  it.each(Object.entries(variants))('are held on the page as on the server: %s', async (_name, variant) => {
    // given
    const data = { ...good, ...variant };

    // when
    const said = await withForm(schema, data, (form) =>
      failedChecks(form).map(({ instance, message }) => ({ field: instance.valuePath.join('.'), message })),
    );

    // then
    const { hidden: _, ...sent } = data;
    expect(said).toEqual(checkSubmission(schema, sent, {}, now).faults);
  });

  it('are marked beside what is missing, and counted with it', async () => {
    const marked = await withForm(schema, { ...good, present: 10, times: [{ note: '晚些' }] }, (form) => {
      return [checkForm(form), errorsOf(form)];
    });

    expect(marked).toEqual([
      3,
      { present: ['不足半数。'], part: [['请填写“时段”。']], times: ['至少两个。'] },
    ]);
  });

  it('are unmarked when their reason has gone, wherever that was', async () => {
    await withForm(schema, { ...good, present: 10, times: [] }, async (form) => {
      // given
      expect(checkForm(form)).toBe(2);

      // when
      set(form, { ...good, present: 10, eligible: 19 });
      await settled();

      // then
      expect(dropMended(form)).toBe(0);
      expect(errorsOf(form)).toEqual({});
    });
  });
});

describe('what the server found wrong', () => {
  it('is marked in the very row that was sent, though others were empty', async () => {
    const data: JsonObject = { ...good, times: [{}, { part: '上午', note: '' }] };
    await withForm(schema, data, (form) => {
      const homeless = showFaults(form, [
        { field: 'times.1.note', message: '太短。' },
        { field: 'nowhere', message: '没有这一项。' },
      ]);

      expect(errorsOf(form)).toEqual({ note: { 1: ['太短。'] } });
      expect(homeless).toEqual([{ field: 'nowhere', message: '没有这一项。' }]);
    });
  });
});

interface State {
  errors: JsonObject;
}

function errorsOf(form: Form): JsonObject {
  return (form as unknown as { _getState(): State })._getState().errors;
}

function set(form: Form, data: JsonObject): void {
  (form as unknown as { _setState(state: { data: JsonObject }): void })._setState({ data });
}

import { describe, expect, it } from 'vitest';
import { withDrawing } from '../../engine/bpmn/lay-out.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { lintService } from '../../engine/lint/lint-service.ts';
import { process, type ProcessBuilder } from '../support/process.ts';
import { surroundings, type SurroundingsOptions } from '../support/surroundings.ts';

const text = (key: string, more: JsonObject = {}): JsonObject => ({
  type: 'textfield',
  id: `f_${key}`,
  key,
  label: key,
  ...more,
});
const form = (id: string, ...components: JsonObject[]): JsonObject => ({ id, type: 'default', components });

const people = { type: 'dynamiclist', id: 'f_people', path: 'people', components: [text('who')] };

const around: SurroundingsOptions = {
  forms: [
    form('ask', text('reason'), people),
    form('decide', text('result'), text('askAgain'), text('meeting.votes')),
  ],
  assignments: ['leave,t_decide,branch'],
  papers: { notice: '<title>通知</title>{{name}}{{#each people}}{{index}}{{who}}{{/each}}{{date}}' },
  serviceCodes: { AB: { processId: 'other', name: '别的服务' } },
};

interface Drawn {
  process?: Record<string, string>;
  task?: Record<string, string>;
  end?: Record<string, string>;
  condition?: string;
  paper?: string;
  print?: Record<string, string>;
  notify?: Record<string, string>;
}

/** A service without a fault, drawn with what the test puts wrong. */
function leave({ process: own, task, end, condition, print, notify }: Drawn = {}): ProcessBuilder {
  const properties = {
    serviceCode: 'LV',
    milestones: '申请=start;审批=t_decide',
    caseTitle: '="休假 · " + name',
  };
  return process('leave', { properties: { ...properties, ...own } })
    .start('start', { extensions: '<zeebe:formDefinition formId="ask" />' })
    .userTask('t_decide', { form: 'decide', properties: { returnWith: 'askAgain=yes', ...task } })
    .exclusive('gw')
    .when(condition ?? '=result = "yes" and meeting.votes > "1"')
    .serviceTask('s_print', 'print-document', { inputs: print ?? { template: 'notice' } })
    .serviceTask('s_tell', 'notify', { inputs: notify ?? { to: 'applicant;branch', title: '="已批准"' } })
    .end('end_yes', { properties: { outcome: 'done', ...end } })
    .from('gw')
    .when('=askAgain = "yes"')
    .to('t_decide')
    .from('gw')
    .otherwise()
    .end('end_no');
}

async function lint(drawn?: Drawn, changed: SurroundingsOptions = {}) {
  const { findings } = await lintService(leave(drawn).xml(), surroundings({ ...around, ...changed }));
  return findings;
}

describe('a service', () => {
  it('without a fault leaves nothing to say', async () => {
    expect(await lint()).toEqual([]);
  });

  it.each<[string, string, string, Drawn, string]>([
    ['operator_doubled', 'error', 'leaveflow3', { condition: '=result == "yes"' }, '=='],
    ['function_unknown', 'error', 'leaveflow3', { condition: '=lenght(result) > 1' }, 'lenght'],
    ['variable_unknown', 'warning', 'leaveflow3', { condition: '=resutl = "yes"' }, '“result”'],
    ['variable_unknown', 'warning', 'leaveflow3', { condition: '=meeting.vots > "1"' }, '“votes”'],
    ['variable_unknown', 'warning', 'leave', { process: { summary: '=reasn' } }, '“reason”'],
    [
      'variable_unknown',
      'warning',
      'leave',
      { process: { eligibility: '=member.kind = "正式"' } },
      'member.kind',
    ],
    [
      'expression_unreadable',
      'error',
      'leave',
      { process: { eligibility: '=member.name = “张三”' } },
      'eligibility',
    ],
    ['property_misspelt', 'error', 'leave', { process: { singelOpen: 'true' } }, '“singleOpen”'],
    ['property_misspelt', 'error', 't_decide', { task: { applicantTxt: '请等候' } }, '“applicantText”'],
    ['property_unknown', 'warning', 't_decide', { task: { milestones: 'a=start' } }, '它属于流程'],
    ['property_unknown', 'warning', 'leave', { process: { colour: 'red' } }, 'colour'],
    ['property_value', 'error', 'leave', { process: { singleOpen: '是' } }, 'true 或 false'],
    ['property_value', 'error', 'end_yes', { end: { outcome: 'refuse' } }, '“refused”'],
    [
      'return_unreadable',
      'error',
      't_decide',
      { task: { returnWith: 'supplement' } },
      'acceptResult=supplement',
    ],
    ['return_unread', 'warning', 't_decide', { task: { returnWith: 'askAgian=yes' } }, '“askAgain”'],
    ['milestone_missing', 'error', 'leave', { process: { milestones: '审批=t_decid' } }, '“t_decide”'],
    ['milestone_unreadable', 'error', 'leave', { process: { milestones: '审批' } }, '审批'],
    ['withdraw_missing', 'error', 'leave', { process: { withdrawUntil: 't_decide；t_gone' } }, 't_gone'],
    ['service_code_taken', 'error', 'leave', { process: { serviceCode: 'AB' } }, '别的服务'],
    ['service_code_unreadable', 'error', 'leave', { process: { serviceCode: 'abc' } }, '两个大写字母'],
    ['paper_missing', 'error', 's_print', { print: { template: 'notise' } }, '“notice”'],
    ['input_missing', 'error', 's_tell', { notify: { to: 'applicant' } }, 'title'],
    ['input_unknown', 'warning', 's_tell', { notify: { to: 'applicant', title: 'x', boby: 'y' } }, '“body”'],
    ['unit_unknown', 'error', 's_tell', { notify: { to: 'brnch', title: 'x' } }, '“branch”'],
    ['unit_unknown', 'error', 't_decide', { task: { unit: 'commitee' } }, '“committee”'],
    ['variable_unknown', 'warning', 't_decide', { task: { unit: 'form:serviceOrg' } }, 'serviceOrg'],
  ])('with %s says so as %s at %s', async (code, severity, elementId, drawn, words) => {
    // when
    const findings = await lint(drawn);

    // then
    expect(findings.map((finding) => finding.code)).toEqual([code]);
    expect(findings[0]).toMatchObject({ severity, elementId, line: expect.any(Number) });
    expect(findings[0]!.message).toContain(words);
    expect(findings[0]!.message).toMatch(/请|可用|应/);
  });

  it('that nobody can fill in says so at its start', async () => {
    const formless = leave().xml().replace('<zeebe:formDefinition formId="ask" />', '');
    const { findings } = await lintService(formless, surroundings(around));
    expect(findings.find(({ code }) => code === 'start_form_missing')).toMatchObject({
      severity: 'warning',
      elementId: 'start',
      message: expect.stringContaining('有服务代码但开始事件没有表单，党员看不到它'),
      messageEn: expect.stringContaining('members do not see it'),
    });
    const inner = formless.replace('name="serviceCode"', 'name="icon"');
    const codes = (await lintService(inner, surroundings(around))).findings.map(({ code }) => code);
    expect(codes).not.toContain('start_form_missing');
  });

  it('says of a property on which line it stands', async () => {
    // given
    const xml = leave({ process: { colour: 'red', summary: '=reasn' }, task: { returnWith: 'x' } })
      .xml()
      .replaceAll('<zeebe:property ', '\n<zeebe:property ');
    const lines = xml.split('\n');

    // when
    const { findings } = await lintService(xml, surroundings(around));

    // then
    const places = findings.map(({ code, line }) => [code, lines[line! - 1]]);
    expect(places).toEqual(
      expect.arrayContaining([
        ['property_unknown', expect.stringContaining('name="colour"')],
        ['variable_unknown', expect.stringContaining('name="summary"')],
        ['return_unreadable', expect.stringContaining('name="returnWith"')],
      ]),
    );
  });

  it('with a task nobody is named for says so, whatever was deployed before; the drawing may name the unit', async () => {
    const [finding] = await lint({}, { assignments: ['*,*,branch'] });
    expect(finding).toMatchObject({
      code: 'responsibility_missing',
      severity: 'warning',
      elementId: 't_decide',
    });
    expect(await lint({ task: { unit: 'committee' } }, { assignments: [] })).toEqual([]);
  });

  it('whose steps are done by programs outside is not suspected of what those may answer', async () => {
    const asked = (condition: string) =>
      leave({ process: { externalJobs: 'credit-check' }, condition })
        .boundaryTimer('b', 't_decide', { duration: '5WD' })
        .serviceTask('s_ask', 'credit-check')
        .to('end_no');
    const codes = async (condition: string) => {
      const { findings } = await lintService(asked(condition).xml(), surroundings(around));
      return findings.map(({ code }) => code);
    };
    expect(await codes('=fromOutside = "yes"')).toEqual([]);
    expect(await codes('=resutl = "yes"')).toEqual(['variable_unknown']);
  });

  it('that messages bring variables to is not suspected, unless it looks like a slip of the pen', async () => {
    // given
    const told = (condition: string) =>
      leave({ condition })
        .boundaryMessage('b', 't_decide', { message: 'news', key: '=caseNumber' })
        .to('end_no');
    const codes = async (condition: string) => {
      const { findings } = await lintService(told(condition).xml(), surroundings(around));
      return findings.map(({ code }) => code);
    };

    // then
    expect(await codes('=fromOutside = "yes"')).toEqual([]);
    expect(await codes('=resutl = "yes"')).toEqual(['variable_unknown']);
  });
});

describe('the drawing of a service', () => {
  it('is warned of where a step stands in the file but not on the sheet', async () => {
    // given
    const drawn = await withDrawing(leave().xml());
    const half = drawn.replace(
      /<bpmndi:BPMNShape [^>]*bpmnElement="t_decide"[\s\S]*?<\/bpmndi:BPMNShape>/,
      '',
    );

    // when
    const { findings } = await lintService(half, surroundings(around));

    // then
    expect(findings).toMatchObject([{ code: 'shape_missing', severity: 'warning', elementId: 't_decide' }]);
    expect((await lintService(drawn, surroundings(around))).findings).toEqual([]);
  });
});

describe('a form of a service', () => {
  const withField = (field: JsonObject) =>
    lint(
      {},
      {
        forms: [
          form('ask', text('reason'), people, field),
          form('decide', text('result'), text('askAgain'), text('meeting.votes')),
        ],
      },
    );

  it.each<[string, string, JsonObject, string]>([
    ['component_unknown', 'error', { id: 'f', type: 'iframe' }, 'iframe'],
    ['expression_unreadable', 'error', text('x', { id: 'f', conditional: { hide: '=(reason' } }), '=(reason'],
    ['operator_doubled', 'error', text('x', { id: 'f', conditional: { hide: '=reason == "a"' } }), '=='],
    [
      'variable_unknown',
      'warning',
      text('x', { id: 'f', conditional: { hide: '=raeson = "a"' } }),
      '“reason”',
    ],
    [
      'variable_unknown',
      'warning',
      text('x', { id: 'f', properties: { check: 'raeson = "a"' } }),
      '“reason”',
    ],
    [
      'expression_unreadable',
      'error',
      text('x', { id: 'f', properties: { check: 'reason = “a”' } }),
      'check',
    ],
    ['property_misspelt', 'error', text('x', { id: 'f', properties: { chekc: 'true' } }), '“check”'],
    ['property_unknown', 'warning', text('x', { id: 'f', properties: { colour: 'red' } }), 'colour'],
    [
      'options_unknown',
      'warning',
      { id: 'f', type: 'select', key: 'org', label: '单位', valuesKey: 'communityUnit' },
      '“communityUnits”',
    ],
    ['base_field_open', 'warning', text('joinDate', { id: 'f', label: '入党日期' }), '“入党日期”'],
  ])('with %s says so as %s at the component', async (code, severity, field, words) => {
    const findings = await withField(field);
    const found = findings.find((finding) => finding.code === code);
    expect(found).toMatchObject({ severity, formId: 'ask', componentId: 'f', elementId: 'start' });
    expect(found!.message).toContain(words);
  });

  it('may show the member base read-only, or let it be rewritten where that is meant', async () => {
    expect(await withField(text('name', { readonly: true }))).toEqual([]);
    expect(await withField(text('phone', { properties: { editable: 'true' } }))).toEqual([]);
  });

  it('may name its own fields, rows, units and the case', async () => {
    const hide = '=reason = "a" or this.who = "b" or orgCode = "c" or result = null';
    expect((await withField(text('x', { conditional: { hide } }))).map(({ code }) => code)).not.toContain(
      'variable_unknown',
    );
  });
});

describe('a paper of a service', () => {
  const withPaper = (body: string, print?: Record<string, string>) =>
    lint({ print }, { papers: { notice: `<title>通知</title>\n${body}` } });

  it('that names what nobody sets is warned of, at its line and at the step that prints it', async () => {
    const [finding, ...others] = await withPaper('<p>{{name}}</p>\n<p>{{resutl}}</p>');
    expect(others).toEqual([]);
    expect(finding).toMatchObject({
      code: 'variable_unknown',
      severity: 'warning',
      elementId: 's_print',
      paper: 'notice',
      line: 3,
    });
    expect(finding!.message).toContain('“result”');
  });

  it('may name rows of a list only where they are repeated', async () => {
    expect(await withPaper('{{#each people}}{{index}}{{who}}{{/each}}')).toEqual([]);
    expect((await withPaper('{{who}}')).map(({ code }) => code)).toEqual(['variable_unknown']);
  });

  it('may name what the step hands it', async () => {
    expect(
      await withPaper('{{contact}}{{place}}', {
        template: 'notice',
        'data.contact': '周建',
        'data.place': '=reason',
      }),
    ).toEqual([]);
    expect(
      await withPaper('{{contact}}', { template: 'notice', data: '={contact: "周建", to: {x: 1}}' }),
    ).toEqual([]);
    expect(await withPaper('{{contact}}', { template: 'notice', data: '=meeting' })).toEqual([]);
  });
});

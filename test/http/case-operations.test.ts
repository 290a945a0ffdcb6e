import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type {
  CaseChoices,
  CasePositions,
  CaseVariables,
  Foreseen,
} from '../../engine/http/resources/case-operations/schemas.ts';
import type { CaseDetail, CaseListItem } from '../../engine/http/resources/cases/schemas.ts';
import type { InboxItem } from '../../engine/http/resources/inbox/schemas.ts';
import type { OwnCase } from '../../engine/http/resources/me/schemas.ts';
import type { TaskDetail } from '../../engine/http/resources/tasks/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { useServer, type Answer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

// What may be done to a case as a whole, by whom, and what everybody reads of it.

const server = useServer();
let people: District;
let member: Visitor;
let branch: Visitor;
let stranger: Visitor;
let district: Visitor;
let designer: Visitor;

const named = (serviceCode: string) => ({ properties: { serviceCode, milestones: '申请=start;办结=end' } });
const startForm = { name: '申请', extensions: '<zeebe:formDefinition formId="aid-start" />' };

/** Two steps, the second of another unit and with a term. */
const steps = process('aid', { name: '困难救助', ...named('KN') })
  .start('start', startForm)
  .userTask('t_accept', { name: '支部受理', form: 'aid-accept', properties: { term: '3WD' } })
  .userTask('t_approve', { name: '党委审批', properties: { unit: 'committee', term: '5WD' } })
  .end('end', { name: '已救助' });
/** The branch chooses what is done, and when it is enough. */
const visits = process('visits', { name: '走访', ...named('ZF') })
  .start('start', startForm)
  .adHoc(
    'ah',
    (inside) =>
      inside
        .userTask('v_home', { name: '入户走访' })
        .from(null)
        .userTask('v_meet', { name: '开座谈会' })
        .userTask('v_note', { name: '写会议纪要' }),
    { name: '帮扶措施', until: '= enough = true' },
  )
  .end('end', { name: '已走访' });
/** Many at once, each in a sub-process of its own. */
const many = process('many', { name: '分别办理', ...named('FB') })
  .start('start', startForm)
  .sub('each', (inside) => inside.start('s').userTask('ask', { name: '征求意见' }).end('e'), {
    name: '逐个征求',
    multi: { collection: '=[1,2]', element: 'one' },
  })
  .end('end', { name: '已办结' });

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  const { db } = server.database;
  const account = { org_code: '01000000', display_name: '流程设计员', roles: ['designer'] };
  await db('account').insert({ ...account, username: 'designer' });
  await server.services.policy.reload();
  await deploy(server.services, systemActor, {
    name: 'test',
    diagrams: [steps, visits, many].map((one) => ({ name: `${one.id}.bpmn`, xml: one.xml() })),
    forms: aidForms,
  });
  member = await server.loginAsMember(people.member.memberId);
  branch = await server.loginAs('shuiduxincun');
  stranger = await server.loginAs('shenyanglu1');
  district = await server.loginAs('district');
  designer = await server.loginAs('designer');
});

interface Opened {
  number: string;
  instanceKey: string;
  taskKey: string;
}

async function openCase(processId = 'aid'): Promise<Opened> {
  const { caseNumber: number, instanceKey } = await startCase(server.services, people.member, {
    processId,
    data: { amount: 1800 },
  });
  const [task] = await openTasks(server.services, instanceKey);
  return { number, instanceKey, taskKey: task?.key ?? '' };
}

const detail = async (visitor: Visitor, { number }: Opened) =>
  (await visitor.get<CaseDetail>(`/api/cases/${number}`)).body;
const act = (visitor: Visitor, { number }: Opened, what: string, body?: unknown) =>
  visitor.post(`/api/cases/${number}/${what}`, body);
const tasksOf = async ({ instanceKey }: Opened) =>
  (await openTasks(server.services, instanceKey)).map(({ name }) => name);
const refusal = ({ status, body }: Answer<{ code?: unknown; detail?: unknown }>) => [
  status,
  body.code,
  body.detail,
];
const audited = (action: string, { number }: Opened) =>
  server.database.db('audit_log').where({ action, resource_id: number }).first('actor', 'detail');

describe('A case that is suspended', () => {
  it('says why, by whom and since when, is marked in lists, and nobody works its tasks', async () => {
    // given
    const opened = await openCase();
    expect((await detail(district, opened)).actions).toContain('manage');

    // when
    const answer = await act(district, opened, 'suspend', { reason: '等上级答复' });

    // then
    expect(answer.status).toBe(204);
    const shown = await detail(branch, opened);
    expect(shown.suspended).toEqual({
      reason: '等上级答复',
      byName: '清河区委',
      at: server.services.clock.now().toISOString(),
    });
    expect(shown.tasks).toMatchObject([{ workable: false }]);
    expect(shown.timeline.find(({ kind }) => kind === 'suspend')).toMatchObject({
      title: '挂起，暂停办理',
      text: '等上级答复',
    });
    const inbox = await branch.get<{ items: InboxItem[] }>('/api/inbox');
    expect(inbox.body.items.find(({ key }) => key === opened.taskKey)).toMatchObject({ suspended: true });
    const list = await district.get<{ items: CaseListItem[] }>(
      `/api/cases?status=suspended&q=${opened.number}`,
    );
    expect(list.body.items).toMatchObject([{ suspended: true, status: 'open' }]);
    const task = (await branch.get<TaskDetail>(`/api/tasks/${opened.taskKey}`)).body;
    expect(task.notices).toEqual(['这件事已挂起，现在不能办理；恢复以后再接着办。']);
    expect(task.actions).toEqual(['transfer', 'comment']);
    for (const verb of ['claim', 'complete']) {
      const tried = await branch.post(`/api/tasks/${opened.taskKey}/${verb}`, {
        data: { acceptResult: 'accept' },
      });
      expect(refusal(tried)).toEqual([409, 'case_suspended', '这件事已被挂起，恢复后才能办理。']);
    }
  });

  it('is told to the applicant, with the reason, and once more when it goes on', async () => {
    // given
    const opened = await openCase();

    // when
    await act(district, opened, 'suspend', { reason: '等票据' });
    expect((await detail(member, opened)).stopped).toBe(
      '这件事暂停办理（原因：等票据），恢复后会接着办，您不用做什么。',
    );
    const own = await member.get<{ items: OwnCase[] }>('/api/me/cases');
    expect(own.body.items.find(({ number }) => number === opened.number)).toMatchObject({
      statusText: '暂停办理',
      canUrge: false,
    });
    await act(district, opened, 'resume', {});

    // then
    const shown = await detail(member, opened);
    expect(shown.suspended).toBeNull();
    const told = shown.timeline.filter(({ kind }) => kind === 'suspend' || kind === 'resume');
    expect(told.map(({ title, text }) => [title, text])).toEqual([
      ['挂起，暂停办理', '等票据'],
      ['恢复办理', ''],
    ]);
    const messages = await member.get<{ items: { title: string; body: string }[] }>('/api/notifications');
    expect(messages.body.items.slice(0, 2)).toMatchObject([
      { title: '您的“困难救助”已恢复办理' },
      { title: '您的“困难救助”暂停办理', body: expect.stringContaining('原因：等票据。') },
    ]);
    const done = await branch.post(`/api/tasks/${opened.taskKey}/complete`, {
      data: { acceptResult: 'accept' },
    });
    expect(done.status).toBe(200);
  });

  it('cannot be suspended twice, nor without a reason', async () => {
    const opened = await openCase();
    expect((await act(district, opened, 'suspend', { reason: ' ' })).status).toBe(422);
    await act(district, opened, 'suspend', { reason: '等票据' });
    expect(refusal(await act(district, opened, 'suspend', { reason: '等票据' }))).toEqual([
      409,
      'case_suspended',
      '这件事已被挂起，恢复后才能办理。',
    ]);
  });
});

describe('Who manages a case', () => {
  it('has the right to, and may read the case', async () => {
    // given
    const opened = await openCase();

    // then: the unit that works it does not manage it, strangers and designers do not even know of it
    expect((await detail(branch, opened)).actions).not.toContain('manage');
    const by = async (visitor: Visitor) =>
      (await act(visitor, opened, 'suspend', { reason: '试一试' })).status;
    expect(await Promise.all([branch, stranger, designer, member].map(by))).toEqual([403, 403, 404, 403]);
    expect(await rowOfInstance(server.services, opened.instanceKey)).toMatchObject({ state: 'active' });
  });
});

describe('A case that is terminated', () => {
  it('is closed for good, and the applicant reads why', async () => {
    // given
    const opened = await openCase();

    // when
    await act(district, opened, 'terminate', { reason: '重复申请' });

    // then
    expect(await detail(member, opened)).toMatchObject({
      status: 'closed',
      outcomeName: '已终止',
      tasks: [],
      timeline: expect.arrayContaining([expect.objectContaining({ kind: 'terminate', text: '重复申请' })]),
    });
    expect(await audited('cancelInstance', opened)).toMatchObject({ detail: { reason: '重复申请' } });
    expect((await act(district, opened, 'resume', {})).status).toBe(409);
  });
});

describe('The place where a case stands', () => {
  const positions = async ({ number }: Opened) =>
    (await district.get<CasePositions>(`/api/cases/${number}/positions`)).body.instances[0]!;
  const preview = (opened: Opened, body: object) =>
    district.post<Foreseen & { code: string; detail: string }>(
      `/api/cases/${opened.number}/positions/preview`,
      { instanceKey: opened.instanceKey, activate: [], terminate: [], ...body },
    );

  it('is shown with who has it, and with the steps that could begin instead', async () => {
    const { active, possible, xml } = await positions(await openCase());
    expect(active).toMatchObject([
      {
        elementId: 't_accept',
        name: '支部受理',
        kind: '用户任务',
        holder: '水渡新村网格支部',
        incident: null,
      },
    ]);
    expect(possible.map(({ name }) => name)).toEqual(['申请', '支部受理', '党委审批', '已救助']);
    expect(xml).toContain('bpmndi:BPMNShape');
  });

  it('is changed after it was said in words what will happen, and the timeline tells of it', async () => {
    // given
    const opened = await openCase();
    const [here] = (await positions(opened)).active;
    const change = { activate: [{ elementId: 't_approve' }], terminate: [here!.key] };

    // when
    const foreseen = await preview(opened, change);

    // then: nothing has happened yet
    expect(foreseen.body).toEqual({
      sentences: [
        '结束“支部受理”（水渡新村网格支部），不用再办，没提交的内容作废。',
        '开始“党委审批”，由水渡口街道党工委办理，12月1日到期。',
      ],
      warnings: [],
    });
    expect(await tasksOf(opened)).toEqual(['支部受理']);

    // when
    const body = { instanceKey: opened.instanceKey, ...change, reason: '支部已口头同意' };
    expect((await act(district, opened, 'positions', body)).status).toBe(204);

    // then
    expect(await tasksOf(opened)).toEqual(['党委审批']);
    expect((await detail(branch, opened)).timeline.at(-1)).toMatchObject({
      title: '调整办理位置',
      text: '结束“支部受理”，从“党委审批”开始。原因：支部已口头同意',
    });
  });

  it('is not left without a warning that the case would end', async () => {
    const opened = await openCase();
    const [here] = (await positions(opened)).active;
    const { body } = await preview(opened, { terminate: [here!.key] });
    expect(body.warnings).toEqual(['没有步骤在办了，整件事随之终止，不能恢复。']);
    const end = await preview(opened, { activate: [{ elementId: 'end' }], terminate: [here!.key] });
    expect(end.body.warnings).toEqual(['流程走到了“已救助”，这件事随之办结。']);
  });

  it('is left as it is when it cannot be changed so, with a sentence that says why', async () => {
    // given
    const opened = await openCase('many');

    // when
    const ambiguous = await preview(opened, { activate: [{ elementId: 'ask' }] });

    // then
    expect(refusal(ambiguous)).toEqual([
      422,
      'cannot_modify',
      '这一步所在的子流程正在同时办几份，请先选放进哪一份。',
    ]);
    const { active } = await positions(opened);
    const [first] = active.filter(({ elementId, round }) => elementId === 'each' && round === 1);
    const chosen = { elementId: 'ask', ancestorKey: first!.key };
    expect((await preview(opened, { activate: [chosen] })).body.sentences).toHaveLength(1);
    expect(refusal(await preview(opened, { terminate: ['77'] }))).toEqual([
      422,
      'cannot_modify',
      '要结束的步骤刚刚办完或撤销了，请刷新后重新选择。',
    ]);
  });

  it('is that of the case: processes of others are not reached through it', async () => {
    const [opened, other] = [await openCase(), await openCase()];
    const [there] = (await positions(other)).active;
    const body = { instanceKey: other.instanceKey, activate: [], terminate: [there!.key], reason: '试一试' };
    expect((await act(district, opened, 'positions', body)).status).toBe(404);
    expect(await tasksOf(other)).toEqual(['支部受理']);
  });
});

describe('Items that somebody chooses', () => {
  const choices = async (visitor: Visitor, { number }: Opened) =>
    (await visitor.get<CaseChoices>(`/api/cases/${number}/choices`)).body.choices;

  it('are offered by name to the responsible unit and to managers, and begin', async () => {
    // given
    const opened = await openCase('visits');
    expect((await detail(branch, opened)).actions).toContain('activate');
    const [choice] = await choices(branch, opened);
    expect(choice).toMatchObject({
      name: '帮扶措施',
      items: [
        { name: '入户走访', active: 0, doneAt: null },
        { name: '开座谈会', active: 0, doneAt: null },
      ],
    });

    // when
    const { instanceKey, elementInstanceKey } = choice!;
    const body = { instanceKey, elementInstanceKey, elementIds: ['v_home', 'v_meet'] };
    expect((await act(branch, opened, 'choices', body)).status).toBe(204);

    // then
    expect((await tasksOf(opened)).toSorted()).toEqual(['入户走访', '开座谈会']);
    expect((await choices(district, opened))[0]!.items.map(({ active }) => active)).toEqual([1, 1]);
    expect((await detail(district, opened)).timeline.at(-1)).toMatchObject({
      title: '启动事项',
      text: '“入户走访”、“开座谈会”',
      actorName: '水渡新村网格支部',
    });
    const bad = await act(branch, opened, 'choices', { ...body, elementIds: ['v_note'] });
    expect(refusal(bad).slice(0, 2)).toEqual([422, 'cannot_activate']);
    expect(bad.body.detail).toMatch(/不能单独开始/);
  });

  it('are not offered to others, nor while the case is suspended', async () => {
    // given
    const opened = await openCase('visits');
    const [choice] = await choices(branch, opened);
    const { instanceKey, elementInstanceKey } = choice!;
    const body = { instanceKey, elementInstanceKey, elementIds: ['v_home'] };

    // then
    expect((await act(stranger, opened, 'choices', body)).status).toBe(404);
    // superiors see the case, and leave it to the unit
    expect(await choices(await server.loginAs('shuidukou'), opened)).toEqual([]);
    await act(district, opened, 'suspend', { reason: '等票据' });
    expect(await choices(branch, opened)).toEqual([]);
    expect((await act(branch, opened, 'choices', body)).status).toBe(403);
  });
});

describe('Variables of a case', () => {
  const read = async ({ number }: Opened) =>
    (await district.get<CaseVariables>(`/api/cases/${number}/variables`)).body.instances[0]!.scopes[0]!;
  const variable = async (opened: Opened, name: string) =>
    (await read(opened)).variables.find((one) => one.name === name);

  async function correct(opened: Opened, variables: object, reason = '填错了') {
    const { key: scopeKey } = await read(opened);
    return act(district, opened, 'variables', {
      instanceKey: opened.instanceKey,
      scopeKey,
      variables,
      reason,
    });
  }

  it('are shown by the words of the forms, and corrected for a reason', async () => {
    // given
    const opened = await openCase();
    expect(await variable(opened, 'amount')).toEqual({
      name: 'amount',
      label: '申请金额',
      value: 1800,
      masked: false,
    });

    // when
    expect((await correct(opened, { amount: 1500, checked: true })).status).toBe(204);

    // then
    expect(await variable(opened, 'amount')).toMatchObject({ value: 1500 });
    expect(await variable(opened, 'checked')).toMatchObject({ value: true, label: null });
    expect(await audited('setVariables', opened)).toMatchObject({
      detail: { names: ['amount', 'checked'], reason: '填错了' },
    });
    expect((await detail(branch, opened)).timeline.at(-1)).toMatchObject({
      title: '更正流程变量',
      text: 'amount、checked：填错了',
    });
  });

  it('are masked where they are personal, and shown in full for a reason that is kept', async () => {
    // given
    const opened = await openCase();
    await correct(opened, {
      homeAddress: '清河区水渡口街道沈阳路18号',
      note: '请打 13912345678',
      family: [{ name: '王强', phone: '13900001111' }],
    });

    // then
    expect(await variable(opened, 'homeAddress')).toMatchObject({ value: '清河区水渡口****', masked: true });
    expect(await variable(opened, 'note')).toMatchObject({ value: '请打 139****5678', masked: true });
    expect(await variable(opened, 'family')).toMatchObject({
      value: [{ name: '王强', phone: '139****1111' }],
      masked: true,
    });
    expect(JSON.stringify(await read(opened))).not.toMatch(/1390000\d{4}|13912345678/);

    // when
    const { key: scopeKey } = await read(opened);
    const asked = { instanceKey: opened.instanceKey, scopeKey, name: 'note', reason: '核对联系方式' };
    const revealed = await district.post<{ value: string }>(
      `/api/cases/${opened.number}/variables/reveal`,
      asked,
    );

    // then
    expect(revealed.body).toEqual({ value: '请打 13912345678' });
    expect(await audited('reveal', opened)).toMatchObject({
      actor: 'account:district',
      detail: { field: 'note', reason: '核对联系方式' },
    });
    expect((await act(district, opened, 'variables/reveal', { ...asked, reason: '' })).status).toBe(422);
  });

  it('are for managers alone', async () => {
    const opened = await openCase();
    expect((await branch.get(`/api/cases/${opened.number}/variables`)).status).toBe(403);
    expect((await designer.get(`/api/cases/${opened.number}/variables`)).status).toBe(404);
  });
});

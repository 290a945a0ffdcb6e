import { validateZeebe } from '@bpmn-io/element-templates-validator';
import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type {
  LintProblem,
  ProcessSummary,
  ProcessVersion,
  ProcessWork,
} from '../../engine/http/resources/studio/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';
import { shippedProcesses } from '../support/shipped.ts';

const server = useServer();
let people: District;
let designer: Visitor;
let colleague: Visitor;
let district: Visitor;

beforeAll(async () => {
  const { db } = server.database;
  people = await plantDistrict(db);
  const account = { org_code: '01000000', roles: ['designer'] };
  await db('account').insert({ ...account, username: 'designer', display_name: '流程设计员' });
  await db('account').insert({ ...account, username: 'designer2', display_name: '李设计' });
  await server.services.policy.reload();
  await deployFolder(server.services, { processes: 'processes', forms: 'forms' });
  designer = await server.loginAs('designer');
  colleague = await server.loginAs('designer2');
  district = await server.loginAs('district');
});

const at = (processId: string) => `/api/studio/processes/${processId}`;

async function open(processId: string, visitor = designer): Promise<ProcessWork> {
  const { status, body } = await visitor.get<ProcessWork>(at(processId));
  expect(status).toBe(200);
  return body;
}

function save(work: ProcessWork, change: Partial<ProcessWork>, visitor = designer) {
  const { name, xml, forms, revision, basedOnVersion } = { ...work, ...change };
  return visitor.put<{ revision: number; savedAt: string }>(`${at(work.processId)}/draft`, {
    name,
    xml,
    forms,
    revision,
    basedOnVersion,
  });
}

async function lint(xml: string, forms: Record<string, JsonObject> = {}, processId?: string) {
  const { body } = await designer.post<{ problems: LintProblem[] }>('/api/studio/lint', {
    xml,
    forms,
    processId,
  });
  return body.problems;
}

const rules = (problems: LintProblem[]) => problems.map(({ rule, elementId }) => `${rule} ${elementId}`);

describe('the studio', () => {
  it('lists the processes with version and running cases, for designers and those who may look', async () => {
    // given
    await startCase(server.services, people.member, {
      processId: 'opinion',
      data: { kind: '建议', title: '停车位', content: '建议错时共享车位，方便居民。' },
    });

    // when
    const { body } = await district.get<{ items: ProcessSummary[] }>('/api/studio/processes');

    // then
    const listed = body.items.map(({ processId, version, running, draft }) => [
      processId,
      version,
      running,
      draft,
    ]);
    for (const { processId } of await shippedProcesses()) {
      expect(listed).toContainEqual([processId, 1, processId === 'opinion' ? 1 : 0, null]);
    }
    const codes = body.items.flatMap(({ serviceCode }) => serviceCode ?? []);
    expect(codes).toEqual(codes.toSorted());
    expect((await (await server.loginAs('shuiduxincun')).get('/api/studio/processes')).status).toBe(403);
    expect((await district.post('/api/studio/processes', { name: '新流程' })).status).toBe(403);
  });

  it('opens a process with its forms, versions, responsibility lines and where running cases stand', async () => {
    const work = await open('opinion');
    expect(work).toMatchObject({
      name: '意见建议',
      isDraft: false,
      basedOnVersion: 1,
      revision: 0,
      versions: [{ version: 1, running: 1, deployedBy: '系统' }],
      tokens: { t_accept: 1 },
    });
    expect(Object.keys(work.forms)).toContain('opinion-accept');
    expect(work.assignments).toContainEqual(
      expect.objectContaining({ process: 'opinion', task: 't_handle', unit: 'form:handleOrg' }),
    );
    expect(work.assignments.some(({ process }) => process === 'talk_request')).toBe(false);
    expect((await designer.get(at('nothing'))).status).toBe(404);
  });

  it('offers the templates of the automatic steps and says which elements run', async () => {
    const { body } = await designer.get<{ items: JsonObject[]; supported: JsonObject[] }>(
      '/api/studio/templates',
    );
    expect(body.items.map(({ id }) => id)).toEqual(['notify', 'print-document', 'update-member', 'warn']);
    for (const template of body.items) expect(validateZeebe(template).errors ?? []).toEqual([]);
    const print = body.items.find(({ id }) => id === 'print-document')!;
    const paper = (print.properties as JsonObject[]).find(({ id }) => id === 'template')!;
    expect(paper.choices).toContainEqual({
      name: '预备党员转正审批通知（probation-notice）',
      value: 'probation-notice',
    });
    expect(body.supported).toContainEqual({
      type: 'userTask',
      name: '用户任务',
      executed: true,
      isEvent: false,
      instantiates: false,
    });
    expect(body.supported).toContainEqual({
      type: 'choreographyTask',
      name: '编排任务',
      executed: false,
      isEvent: false,
      instantiates: false,
    });
  });
});

describe('a draft', () => {
  it('keeps what was changed, and nobody overwrites what he has not seen', async () => {
    // given
    const work = await open('talk_request');
    const xml = work.xml.replace('value="3WD"', 'value="4WD"');

    // when
    const saved = await save(work, { xml });

    // then
    expect(saved.status).toBe(200);
    expect(await open('talk_request')).toMatchObject({
      xml,
      isDraft: true,
      revision: saved.body.revision,
      savedBy: '流程设计员',
    });
    const late = await save(work, { name: '党员谈话' }, colleague);
    expect(late).toMatchObject({ status: 409, body: { code: 'draft_changed', savedBy: '流程设计员' } });
    expect((late.body as unknown as { detail: string }).detail).toContain('流程设计员在');

    // when
    const next = await save(work, { name: '党员谈话', revision: saved.body.revision }, colleague);

    // then
    expect(next.status).toBe(200);
    const { items } = (await designer.get<{ items: ProcessSummary[] }>('/api/studio/processes')).body;
    expect(items.find(({ processId }) => processId === 'talk_request')!.draft).toMatchObject({
      savedBy: '李设计',
      basedOnVersion: 1,
    });

    // when
    expect((await designer.delete(`${at('talk_request')}/draft`)).status).toBe(204);

    // then
    expect(await open('talk_request')).toMatchObject({ isDraft: false, revision: 0, name: '党员约谈' });
    const again = await save(work, { xml });
    expect(again.status).toBe(200);
    const ghost = await save(work, { revision: next.body.revision }, colleague);
    expect(ghost.body).toMatchObject({ code: 'draft_changed' });
    await designer.delete(`${at('talk_request')}/draft`);
  });

  it('stores only the forms that differ, so that a shared form is not turned back', async () => {
    // given
    const work = await open('hardship_aid');
    const changed = { ...work.forms['hardship-visit'], note: 'changed' } as JsonObject;

    // when
    await save(work, { forms: { ...work.forms, 'hardship-visit': changed } as ProcessWork['forms'] });

    // then
    const row = await server.database
      .db('process_draft')
      .where({ process_id: 'hardship_aid' })
      .first('forms');
    expect(Object.keys(row.forms)).toEqual(['hardship-visit']);
    expect(Object.keys((await open('hardship_aid')).forms).sort()).toEqual(Object.keys(work.forms).sort());
    await designer.delete(`${at('hardship_aid')}/draft`);
  });
});

describe('a new process', () => {
  it('begins as a draft that can be deployed as it stands and is then offered to members', async () => {
    // when
    const { status, body } = await designer.post<{ processId: string }>('/api/studio/processes', {
      name: '党员就业指导',
      serviceCode: 'JY',
    });

    // then
    expect([status, body]).toEqual([200, { processId: 'dang_yuan_jiu_ye_zhi_dao' }]);
    const work = await open(body.processId);
    expect(work).toMatchObject({ isDraft: true, basedOnVersion: null, versions: [] });
    const problems = await lint(work.xml, work.forms as Record<string, JsonObject>, work.processId);
    expect(rules(problems)).toEqual(['responsibility_missing t_accept']);

    // when
    const deployed = await designer.post(`${at(body.processId)}/deploy`, { revision: work.revision });

    // then
    expect(deployed.body).toEqual({ processId: body.processId, version: 1, unchanged: false, running: 0 });
    const again = await lint(work.xml, work.forms as Record<string, JsonObject>, work.processId);
    expect(rules(again), 'nobody has said it by deploying').toEqual(['responsibility_missing t_accept']);
    const member = await server.loginAsMember(people.member.memberId);
    const offered = await member.get<{ items: { processId: string }[] }>('/api/services');
    expect(offered.body.items.map(({ processId }) => processId)).toContain(body.processId);
    const { caseNumber } = await startCase(server.services, people.member, {
      processId: body.processId,
      data: { matter: '想学电工，希望介绍岗位。' },
    });
    expect(caseNumber).toMatch(/^JY-2026-/);
  });

  it('does not take the place or the code of another one', async () => {
    const make = (body: JsonObject) => designer.post('/api/studio/processes', body);
    expect((await make({ name: '转正', processId: 'probation_full' })).body).toMatchObject({
      code: 'process_exists',
    });
    expect((await make({ name: '转正二', serviceCode: 'RD' })).body).toMatchObject({
      code: 'service_code_taken',
    });
    expect((await make({ name: '转正二', processId: 'Ab-c' })).status).toBe(422);
  });
});

describe('lint', () => {
  it('finds nothing to say about the services as they are delivered', async () => {
    for (const { processId } of await shippedProcesses()) {
      const work = await open(processId);
      expect(rules(await lint(work.xml, work.forms as Record<string, JsonObject>, processId))).toEqual([]);
    }
  });

  it('speaks up at the place: diagram, term, form, milestones, responsibility', async () => {
    // given
    const { xml, forms } = await open('opinion');
    const broken = xml
      .replace('受理=t_accept,t_supplement', '受理=t_gone')
      .replace('name="withdrawUntil" value="t_handle"', 'name="withdrawUntil" value="t_nowhere"')
      .replace('value="10WD"', 'value="十天"')
      .replace('formId="opinion-handle"', 'formId="opinion-lost"')
      .replace('type="notify"', 'type="no-such-job"')
      .replaceAll('"t_accept"', '"t_take"')
      .replaceAll('t_accept<', 't_take<');
    const apply = structuredClone(forms['opinion-apply']) as { components: JsonObject[] };
    apply.components.push(
      { id: 'x1', type: 'textfield', key: 'a b', label: '电话' },
      { id: 'x2', type: 'select', key: 'place', label: '地点', values: [] },
      { id: 'x3', type: 'number', key: 'n', label: '数量', conditional: { hide: '=(1 +' } },
      { id: 'x4', type: 'iframe' },
    );

    // when
    const problems = await lint(
      broken,
      { ...forms, 'opinion-apply': apply } as Record<string, JsonObject>,
      'opinion',
    );

    // then
    expect(rules(problems)).toEqual(
      expect.arrayContaining([
        'term_unreadable t_supplement',
        'form_unknown t_handle',
        'job_type_unknown s_refused',
        'milestone_missing opinion',
        'withdraw_missing opinion',
        'responsibility_missing t_take',
        'key_unusable start',
        'options_missing start',
        'expression_unreadable start',
        'component_unknown start',
      ]),
    );
    expect(problems.find(({ rule }) => rule === 'options_missing')).toMatchObject({
      formId: 'opinion-apply',
      componentId: 'x2',
      severity: 'error',
    });
    expect(problems.find(({ rule }) => rule === 'term_unreadable')!.line).toBeGreaterThan(1);
    const order = problems.map(({ severity }) => severity);
    expect(order.lastIndexOf('error')).toBeLessThan(order.indexOf('warning'));
  });

  it('says of a changed form which other processes it belongs to', async () => {
    // given
    const { xml, forms } = await open('opinion');
    const rate = { ...forms['service-rate'], note: 'changed' };

    // when
    const problems = await lint(
      xml,
      { ...forms, 'service-rate': rate } as Record<string, JsonObject>,
      'opinion',
    );

    // then
    expect(problems).toMatchObject([{ rule: 'form_shared', severity: 'warning', formId: 'service-rate' }]);
    expect(problems[0]!.message).toContain('“党员约谈”');
  });

  it('refuses a diagram of another process, a code that is taken, and what is no diagram', async () => {
    const { xml, forms } = await open('opinion');
    const renamed = xml.replaceAll('"opinion"', '"other"').replace('value="ZY"', 'value="RD"');
    const problems = await lint(renamed, forms as Record<string, JsonObject>, 'opinion');
    expect(rules(problems)).toEqual(
      expect.arrayContaining(['process_id_changed other', 'service_code_taken other']),
    );
    expect((await lint('<!DOCTYPE x><x/>'))[0]).toMatchObject({ severity: 'error' });
  });
});

describe('deployment', () => {
  it('makes the next version; running cases finish on theirs, new ones take the new one', async () => {
    // given
    const work = await open('opinion');
    const wrong = await save(work, { xml: work.xml.replace('value="10WD"', 'value="十天"') });

    // when
    const refused = await designer.post(`${at('opinion')}/deploy`, { revision: wrong.body.revision });

    // then
    expect(refused).toMatchObject({ status: 422, body: { code: 'invalid_process' } });
    expect((await open('opinion')).versions).toHaveLength(1);

    // when
    const right = await save(work, {
      xml: work.xml.replace('value="10WD"', 'value="7WD"'),
      revision: wrong.body.revision,
    });
    expect((await designer.post(`${at('opinion')}/deploy`, { revision: wrong.body.revision })).status).toBe(
      409,
    );
    const deployed = await designer.post(`${at('opinion')}/deploy`, { revision: right.body.revision });

    // then
    expect(deployed).toMatchObject({ status: 200, body: { version: 2, unchanged: false, running: 1 } });
    expect(await open('opinion')).toMatchObject({
      isDraft: false,
      basedOnVersion: 2,
      tokens: { t_accept: 1 },
      versions: [
        { version: 2, running: 0, deployedBy: '流程设计员' },
        { version: 1, running: 1 },
      ],
    });
    const lines = await server.database
      .db('audit_log')
      .where({ resource: 'process', action: 'deploy', actor: 'account:designer' });
    expect(lines.at(-1).detail).toEqual({ opinion: [null, 2] });
    expect((await designer.post(`${at('opinion')}/deploy`, { revision: 0 })).body).toMatchObject({
      code: 'nothing_to_deploy',
    });
    expect((await district.post(`${at('opinion')}/deploy`, { revision: 0 })).status).toBe(403);
  });
});

describe('the number at a step', () => {
  it('is that of the cases that stand there, however many rounds of it each has open', async () => {
    // given
    const rounds = process('rounds', { name: '分头征求意见', properties: { serviceCode: 'FT' } })
      .start('start')
      .userTask('t_ask', { name: '征求意见', multi: { collection: '=[1,2,3]', element: 'one' } })
      .end('end');
    await deploy(server.services, systemActor, {
      name: 'test',
      diagrams: [{ name: 'rounds.bpmn', xml: rounds.xml() }],
      forms: [],
    });
    for (let time = 0; time < 2; time++)
      await startCase(server.services, people.member, { processId: 'rounds', data: {} });

    // then
    expect(await open('rounds')).toMatchObject({ tokens: { t_ask: 2 }, versions: [{ running: 2 }] });
  });
});

// last: the others expect the process as it ships
describe('a version', () => {
  it('opens as it was deployed, whatever came after', async () => {
    // given
    const before = await open('talk_request');
    const renamed = before.xml.replace(
      'id="talk_request" name="党员约谈"',
      'id="talk_request" name="预约谈心"',
    );
    expect(renamed).not.toBe(before.xml);
    const saved = await save(before, { name: '预约谈心', xml: renamed });
    const deployed = await designer.post(`${at('talk_request')}/deploy`, { revision: saved.body.revision });
    expect(deployed.status, JSON.stringify(deployed.body)).toBe(200);

    // when
    const first = (await district.get<ProcessVersion>(`${at('talk_request')}/versions/1`)).body;
    const second = (await district.get<ProcessVersion>(`${at('talk_request')}/versions/2`)).body;

    // then
    expect([first.name, first.version, second.name, second.version]).toEqual(['党员约谈', 1, '预约谈心', 2]);
    expect([first.xml, second.xml]).toEqual([before.xml, renamed]);
    expect(first.forms).toEqual(before.forms);
    expect(first.versions.map(({ version, deployedBy }) => [version, deployedBy])).toEqual([
      [2, '流程设计员'],
      [1, '系统'],
    ]);
    expect((await district.get(`${at('talk_request')}/versions/3`)).status).toBe(404);
    const branch = await server.loginAs('shuiduxincun');
    expect((await branch.get(`${at('talk_request')}/versions/1`)).status).toBe(403);
  });
});

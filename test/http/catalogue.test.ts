import { beforeAll, describe, expect, it } from 'vitest';
import { deployFolder } from '../../engine/commands/deploy-folder.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import type { ServiceItem, StartForm } from '../../engine/http/resources/catalogue/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';
import { shippedProcesses } from '../support/shipped.ts';

const server = useServer();
let people: District;
let member: Visitor;
let branch: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployFolder(server.services, { processes: 'processes', forms: 'forms' });
  member = await server.loginAsMember(people.member.memberId);
  branch = await server.loginAs('shuiduxincun');
});

const opinion: JsonObject = {
  kind: '建议',
  title: '增加夜间停车位',
  content: '建议与周边单位协商夜间错时共享车位。',
};

const hardship: JsonObject = {
  familySize: 2,
  familyMonthlyIncome: '1560',
  subsistence: 'no',
  hardshipTypes: ['年老丧失劳动能力'],
  statement: '年纪大了，没有劳动能力，收入很低，生活困难。',
  urgent: false,
  aidWays: ['结对帮扶'],
  promise: true,
};

async function formOf(visitor: Visitor, query = ''): Promise<StartForm> {
  const { body } = await visitor.get<StartForm>(`/api/services/opinion/start${query}`);
  return body;
}

describe('the catalogue', () => {
  it('offers the services, and says in words why one is not open to this member', async () => {
    // when
    const { status, body } = await member.get<{ items: ServiceItem[] }>('/api/services');

    // then
    expect(status).toBe(200);
    const services = (await shippedProcesses()).filter(({ properties }) => properties.serviceCode);
    expect(body.items.map(({ processId }) => processId).sort()).toEqual(
      services.map(({ processId }) => processId).sort(),
    );
    expect(body.items.find(({ processId }) => processId === 'hardship_aid')).toMatchObject({ icon: '救' });
    const probation = body.items.find(({ processId }) => processId === 'probation_full')!;
    expect(probation).toMatchObject({
      available: false,
      unavailableReason: expect.stringContaining('预备党员'),
    });
    expect(body.items.find(({ processId }) => processId === 'opinion')).toMatchObject({
      available: true,
      unavailableReason: null,
    });
  });

  it('leaves out a service without a form: nobody could begin it', async () => {
    // given
    const formless = process('formless', { properties: { serviceCode: 'ZF' } })
      .start()
      .end();
    await deploy(server.services, systemActor, {
      name: 'test',
      diagrams: [{ name: 'formless', xml: formless.xml() }],
      forms: [],
    });

    // when
    const { body } = await member.get<{ items: ServiceItem[] }>('/api/services');

    // then
    expect(body.items.map(({ processId }) => processId)).not.toContain('formless');
    expect(body.items.length).toBeGreaterThan(0);
  });

  it('says what one needs at hand before one begins', async () => {
    const { body } = await member.get<StartForm>('/api/services/hardship_aid/start');
    expect(body.preparation).toEqual(expect.arrayContaining(['申请资金的：收款银行卡的户名、卡号和开户行']));
  });

  it('opens the form with what the base knows, personal numbers masked', async () => {
    const { data, form } = await formOf(member);
    expect(data).toMatchObject({ name: '王秀兰', orgPath: expect.stringContaining('水渡新村网格支部') });
    expect(form.schema.id).toBe('opinion-apply');
    const { body } = await member.get<StartForm>('/api/services/hardship_aid/start');
    expect(body.data).toMatchObject({ idNo: '3208**********1234', phone: '139****0231' });
  });

  it('keeps a draft for the member alone, and drops it once it is submitted', async () => {
    // given
    const { form } = await formOf(member);
    const draft = { formKey: form.key, data: { title: '停车', name: '冒名' } };

    // when
    expect(await member.put('/api/services/opinion/draft', draft)).toMatchObject({ status: 200 });

    // then
    expect(await formOf(member)).toMatchObject({
      data: { title: '停车', name: '王秀兰' },
      draftSavedAt: expect.any(String),
    });
    const other = await server.loginAsMember(people.probationary.memberId);
    expect((await formOf(other)).draftSavedAt).toBeNull();

    // when
    const started = await member.post('/api/services/opinion/start', { formKey: form.key, data: opinion });

    // then
    expect(started).toMatchObject({
      status: 200,
      body: {
        caseNumber: expect.stringMatching(/^ZY-2026-\d{6}$/),
        message: expect.stringContaining('已提交'),
      },
    });
    expect((await formOf(member)).draftSavedAt).toBeNull();
  });

  it('lets a draft be thrown away', async () => {
    const { form } = await formOf(member);
    await member.put('/api/services/opinion/draft', { formKey: form.key, data: { title: '停车' } });
    await member.delete('/api/services/opinion/draft');
    expect((await formOf(member)).data).not.toHaveProperty('title');
  });

  it('files for a member of the own subtree, and for nobody else', async () => {
    // given
    const { memberId } = people.probationary;
    const query = `?memberId=${memberId}`;
    const { form, data } = await formOf(branch, query);

    // then
    expect(data).toMatchObject({ name: '周明' });
    expect(
      await branch.post('/api/services/opinion/start', { formKey: form.key, memberId, data: opinion }),
    ).toMatchObject({ status: 200 });
    const stranger = await server.loginAs('shenyanglu1');
    const refused = await stranger.get(`/api/services/opinion/start${query}`);
    expect([403, 404]).toContain(refused.status);
    expect(
      (await stranger.post('/api/services/opinion/start', { formKey: form.key, memberId, data: opinion }))
        .status,
    ).toBe(refused.status);
  });

  it('tells member and unit of an application that is open, before another is filled in', async () => {
    // given
    const { memberId } = people.member;
    const form = (await member.get<StartForm>('/api/services/hardship_aid/start')).body;
    expect(form.earlier).toBeNull();
    const { body: first } = await member.post<{ caseNumber: string }>('/api/services/hardship_aid/start', {
      formKey: form.form.key,
      data: hardship,
    });

    // when
    const again = await member.get<StartForm>('/api/services/hardship_aid/start');
    const asUnit = await branch.get<StartForm>(`/api/services/hardship_aid/start?memberId=${memberId}`);
    const { body: catalogue } = await member.get<{ items: ServiceItem[] }>('/api/services');

    // then
    expect(again.body).toMatchObject({
      earlier: {
        number: first.caseNumber,
        message: `您已有一件特困党员救助正在办理（${first.caseNumber}，受理中）。`,
      },
      data: { earlierCase: first.caseNumber },
    });
    expect(asUnit.body.earlier?.message).toContain('王秀兰同志已有一件特困党员救助正在办理');
    expect(catalogue.items.find(({ processId }) => processId === 'hardship_aid')).toMatchObject({
      available: true,
      openCase: first.caseNumber,
    });
    const start = (besides?: string) =>
      branch.post('/api/services/hardship_aid/start', {
        memberId,
        formKey: form.form.key,
        data: { ...hardship, newSituation: '上月再次住院，家里又添了新的债务。' },
        besides,
      });
    expect(await start()).toMatchObject({
      status: 409,
      body: { code: 'earlier_case', caseNumber: first.caseNumber },
    });
    expect(await start(first.caseNumber)).toMatchObject({ status: 200 });
  });

  it('opens no form to somebody who may not submit it, and names the case that stands in the way', async () => {
    // given
    const { memberId } = people.probationary;
    await server.database.db('member').where({ id: memberId }).update({ probation_to: '2026-12-01' });
    const query = `?memberId=${memberId}`;
    const { body: form } = await branch.get<StartForm>(`/api/services/probation_full/start${query}`);
    const { body: first } = await branch.post<{ caseNumber: string }>('/api/services/probation_full/start', {
      memberId,
      formKey: form.form.key,
      data: {
        applyWay: 'online',
        selfReview: '一年来认真学习，积极参加组织生活。'.repeat(15),
        promise: true,
      },
    });

    // when
    const again = await branch.get(`/api/services/probation_full/start${query}`);
    const full = await branch.get(`/api/services/probation_full/start?memberId=${people.member.memberId}`);

    // then
    expect(again).toMatchObject({
      status: 409,
      body: { code: 'already_open', caseNumber: first.caseNumber },
    });
    expect(full).toMatchObject({ status: 409, body: { code: 'not_eligible' } });
  });

  it('asks a unit for whom it files', async () => {
    expect(await branch.get('/api/services/opinion/start')).toMatchObject({
      status: 404,
      body: { detail: '请先选择为哪位党员代办。' },
    });
  });

  it('a member files for himself whatever he sends', async () => {
    const { form } = await formOf(member);
    const { body } = await member.post<{ caseNumber: string }>('/api/services/opinion/start', {
      formKey: form.key,
      memberId: people.probationary.memberId,
      data: opinion,
    });
    const file = await server.database.db('case_file').where({ number: body.caseNumber }).first();
    expect(file.applicant_name).toBe('王秀兰');
  });

  it('answers 422 with the fields, and takes no number', async () => {
    // given
    const { form } = await formOf(member);
    const before = await server.database.db('case_file').count('* as n').first();

    // when
    const answer = await member.post('/api/services/opinion/start', {
      formKey: form.key,
      data: { ...opinion, title: '', name: '冒名', serviceCode: 'KN' },
    });

    // then
    expect(answer).toMatchObject({ status: 422, body: { code: 'invalid_form' } });
    const fields = (answer.body.fields as { field: string }[]).map(({ field }) => field).sort();
    expect(fields).toEqual(['name', 'serviceCode', 'title']);
    expect(await server.database.db('case_file').count('* as n').first()).toEqual(before);
  });

  it('knows no service that is not there', async () => {
    expect((await member.get('/api/services/nothing/start')).status).toBe(404);
  });

  it('is closed to who is not logged in', async () => {
    expect((await server.visitor().get('/api/services')).status).toBe(401);
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { startCase } from '../../engine/commands/start-case.ts';
import type { TaskDetail } from '../../engine/http/resources/tasks/schemas.ts';
import { deployAid } from '../support/aid-service.ts';
import { COMMITTEE, plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';

const server = useServer();
let people: District;
let branch: Visitor;
let colleague: Visitor;
let committee: Visitor;
let stranger: Visitor;
let member: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  await deployAid(server.services);
  [branch, colleague, committee, stranger] = (await Promise.all(
    ['shuiduxincun', 'shuiduxincun2', 'shuidukou', 'shenyanglu1'].map((username) => server.loginAs(username)),
  )) as [Visitor, Visitor, Visitor, Visitor];
  member = await server.loginAsMember(people.member.memberId);
});

async function openTask(): Promise<{ key: string; instanceKey: string; number: string }> {
  const { instanceKey, caseNumber } = await startCase(server.services, people.member, {
    processId: 'aid',
    data: { amount: 1800 },
  });
  const [task] = await openTasks(server.services, instanceKey);
  return { key: task!.key, instanceKey, number: caseNumber };
}

const accept = { data: { acceptResult: 'accept' } };

describe('GET /api/tasks/:key', () => {
  it('shows the form of the task and what the unit may do with it', async () => {
    // given
    const { key, number } = await openTask();

    // when
    const { status, body } = await branch.get<TaskDetail>(`/api/tasks/${key}`);

    // then
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: '支部受理',
      caseNumber: number,
      overdueDays: 0,
      claimedByMe: false,
      actions: ['claim', 'complete', 'return', 'transfer', 'delegate', 'comment'],
      notices: [],
    });
    expect(body.form!.schema).toMatchObject({ id: 'aid-accept' });
  });

  it('lets superiors look and tells them why they cannot work it; strangers see nothing', async () => {
    // given
    const { key } = await openTask();

    // then
    expect((await committee.get<TaskDetail>(`/api/tasks/${key}`)).body).toMatchObject({
      actions: ['comment'],
      notices: ['这件任务由别的单位办理，您可以查看。'],
    });
    expect(await stranger.get(`/api/tasks/${key}`)).toMatchObject({
      status: 404,
      body: { code: 'not_found' },
    });
    expect((await member.get(`/api/tasks/${key}`)).status).toBe(404);
    expect((await server.visitor().get(`/api/tasks/${key}`)).status).toBe(401);
  });
});

describe('working a task', () => {
  it('tells the second of two colleagues in words that it is taken', async () => {
    // given
    const { key } = await openTask();

    // when
    expect((await branch.post<TaskDetail>(`/api/tasks/${key}/claim`)).body).toMatchObject({
      claimedByMe: true,
    });
    const second = await colleague.post(`/api/tasks/${key}/complete`, accept);

    // then
    expect(second.status).toBe(409);
    expect(second.body).toMatchObject({ code: 'task_claimed', detail: expect.stringContaining('领取') });
    expect((await colleague.get<TaskDetail>(`/api/tasks/${key}`)).body.notices[0]).toContain('已被');
  });

  it('completes it, and answers 409 to who comes later', async () => {
    // given
    const { key, number } = await openTask();

    // when
    const first = await branch.post(`/api/tasks/${key}/complete`, accept);

    // then
    expect(first).toMatchObject({
      status: 200,
      body: { caseNumber: number, message: '“支部受理”已办理，整件事已办结。' },
    });
    expect(await branch.post(`/api/tasks/${key}/complete`, accept)).toMatchObject({
      status: 409,
      body: { code: 'task_gone' },
    });
  });

  it('names the field that is wrong', async () => {
    // given
    const { key } = await openTask();

    // when
    const answer = await branch.post(`/api/tasks/${key}/complete`, { data: { acceptResult: 'perhaps' } });

    // then
    expect(answer).toMatchObject({
      status: 422,
      body: { code: 'invalid_form', fields: [{ field: 'acceptResult' }] },
    });
  });

  it('passes it on to another unit', async () => {
    // given
    const { key } = await openTask();

    // when
    const answer = await branch.post(`/api/tasks/${key}/transfer`, {
      orgCode: COMMITTEE,
      reason: '请党工委办理',
    });

    // then
    expect(answer).toMatchObject({ status: 200, body: { message: '已转水渡口街道党工委办理。' } });
    expect((await committee.get<TaskDetail>(`/api/tasks/${key}`)).body.actions).toContain('complete');
  });

  it('sends it back to the member, who finds his earlier answers in the form', async () => {
    // given
    const { key, instanceKey } = await openTask();

    // when
    await branch.post(`/api/tasks/${key}/return`, { reason: '请写明金额依据' });

    // then
    const [supplement] = await openTasks(server.services, instanceKey);
    const { status, body } = await member.get<TaskDetail>(`/api/tasks/${supplement!.key}`);
    expect(status).toBe(200);
    expect(body).toMatchObject({
      name: '补正材料',
      data: { amount: 1800 },
      actions: ['complete', 'comment'],
    });
    expect((await branch.get<TaskDetail>(`/api/tasks/${supplement!.key}`)).body.notices).toEqual([
      '这件任务等申请人本人办理。',
    ]);
  });
});

describe('drafts', () => {
  it('keeps what was filled in for this person alone, and forgets it when the task is done', async () => {
    // given
    const { key } = await openTask();

    // when
    const saved = await branch.put<{ savedAt: string }>(`/api/tasks/${key}/draft`, {
      data: { acceptResult: 'refuse' },
    });

    // then
    expect(saved.status).toBe(200);
    expect((await branch.get<TaskDetail>(`/api/tasks/${key}`)).body).toMatchObject({
      data: { acceptResult: 'refuse' },
      draftSavedAt: saved.body.savedAt,
    });
    expect((await colleague.get<TaskDetail>(`/api/tasks/${key}`)).body).toMatchObject({
      data: {},
      draftSavedAt: null,
    });

    // when
    await branch.post(`/api/tasks/${key}/complete`, accept);

    // then
    expect(await server.database.db('draft').where({ subject: `task:${key}` })).toEqual([]);
  });

  it('is thrown away on request', async () => {
    // given
    const { key } = await openTask();
    await branch.put(`/api/tasks/${key}/draft`, { data: { acceptResult: 'refuse' } });

    // when
    expect((await branch.delete(`/api/tasks/${key}/draft`)).status).toBe(204);

    // then
    expect((await branch.get<TaskDetail>(`/api/tasks/${key}`)).body.draftSavedAt).toBeNull();
  });

  it('is not kept for tasks one may not work', async () => {
    const { key } = await openTask();
    expect((await committee.put(`/api/tasks/${key}/draft`, { data: {} })).status).toBe(403);
  });
});

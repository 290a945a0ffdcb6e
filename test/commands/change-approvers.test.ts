import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import type { TaskDetail } from '../../engine/http/resources/tasks/schemas.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { BRANCH, COMMITTEE, OTHER_BRANCH, plantDistrict, type District } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { useServer, type Visitor } from '../support/http.ts';
import { process } from '../support/process.ts';

const server = useServer();
let people: District;
let branch: Visitor;

beforeAll(async () => {
  people = await plantDistrict(server.database.db);
  await server.services.policy.reload();
  const approval = {
    approval: 'all',
    approvers: '= ["branch", "committee"]',
    approvedWhen: '= acceptResult = "accept"',
  };
  const drawing = process('votes', { properties: { serviceCode: 'ZV' } })
    .start('start', { extensions: '<zeebe:formDefinition formId="aid-start" />' })
    .userTask('vote', { name: '会签', form: 'aid-accept', properties: approval })
    .exclusive('gw')
    .when('= approved')
    .end('yes', { name: '同意' })
    .from('gw')
    .otherwise()
    .end('no', { name: '不同意', properties: { outcome: 'rejected' } })
    .from('start');
  await deploy(server.services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'votes', xml: drawing.xml() }],
    forms: aidForms,
  });
  branch = await server.loginAs('shuiduxincun');
});

async function open(): Promise<{ instanceKey: string; number: string; own: string }> {
  const { instanceKey, caseNumber } = await startCase(server.services, people.member, {
    processId: 'votes',
    data: { amount: 1800 },
  });
  const [own] = (await openTasks(server.services, instanceKey)).filter(({ units }) => units.includes(BRANCH));
  return { instanceKey, number: caseNumber, own: own!.key };
}
const unitsOf = async (instanceKey: string) =>
  (await openTasks(server.services, instanceKey)).map(({ units }) => units[0]);

describe('a task that several units decide', () => {
  it('is asked of each, by the words of the diagram', async () => {
    const { instanceKey, own } = await open();
    expect(await unitsOf(instanceKey)).toEqual([BRANCH, COMMITTEE]);
    const { body } = await branch.get<TaskDetail>(`/api/tasks/${own}`);
    expect(body.actions).toContain('approvers');
    expect(body.approvers).toMatchObject([{ units: ['水渡口街道党工委'] }]);
  });

  it('is asked of one more, beside or before', async () => {
    // given
    const { instanceKey, own } = await open();
    const add = (orgCode: string, place: string) =>
      branch.post(`/api/tasks/${own}/approvers`, { orgCode, place, reason: '涉及该支部' });

    // when
    const answer = await add(OTHER_BRANCH, 'beside');

    // then
    expect(answer).toMatchObject({ status: 200 });
    expect(await unitsOf(instanceKey)).toEqual([BRANCH, COMMITTEE, OTHER_BRANCH]);
    expect(await add(OTHER_BRANCH, 'beside')).toMatchObject({
      status: 409,
      body: { code: 'approver_asked' },
    });
    expect(await server.database.db('case_note').where({ kind: 'approvers' }).first()).toMatchObject({
      author: 'account:shuiduxincun',
    });
  });

  it('is asked of one more when this one has decided', async () => {
    const { instanceKey, own } = await open();
    const body = { orgCode: OTHER_BRANCH, place: 'after', reason: '涉及该支部' };
    expect(await branch.post(`/api/tasks/${own}/approvers`, body)).toMatchObject({
      body: { message: '已请沈阳路网格支部在本单位之后审批。' },
    });
    expect(await unitsOf(instanceKey)).toEqual([BRANCH, COMMITTEE]);
    await branch.post(`/api/tasks/${own}/complete`, { data: { acceptResult: 'accept' } });
    expect(await unitsOf(instanceKey)).toEqual([COMMITTEE, OTHER_BRANCH]);
  });

  it('waits for one that decides before', async () => {
    const { instanceKey, own } = await open();
    await branch.post(`/api/tasks/${own}/approvers`, {
      orgCode: OTHER_BRANCH,
      place: 'before',
      reason: '先问',
    });
    expect(await unitsOf(instanceKey)).toEqual([COMMITTEE, OTHER_BRANCH]);
    const task = (await openTasks(server.services, instanceKey)).find(
      ({ units }) => units[0] === OTHER_BRANCH,
    );
    await completeTask(server.services, systemActor, {
      taskKey: task!.key,
      data: { acceptResult: 'accept' },
    });
    expect(await unitsOf(instanceKey)).toEqual([COMMITTEE, BRANCH]);
  });

  it('keeps whom the diagram demands', async () => {
    // given
    const { instanceKey, own } = await open();
    const [demanded] = (await task(branch, own)).approvers;

    // then
    expect(demanded).toMatchObject({ addedByName: null, removable: false });
    expect(await remove(branch, own, demanded!.taskKey)).toMatchObject({
      status: 409,
      body: { code: 'approver_demanded', detail: expect.stringContaining('流程规定') },
    });
    expect(await unitsOf(instanceKey)).toEqual([BRANCH, COMMITTEE]);
  });

  it('is no longer asked of one that was added, when the unit that added it says so; both times it is told', async () => {
    // given
    const { instanceKey, own } = await open();
    await add(branch, own);
    const added = (await openTasks(server.services, instanceKey)).find(
      ({ units }) => units[0] === OTHER_BRANCH,
    );

    // then
    expect(added!.reasons).toEqual(['added:水渡新村网格支部']);
    expect((await task(branch, own)).approvers).toContainEqual({
      taskKey: added!.key,
      units: ['沈阳路网格支部'],
      addedByName: '水渡新村网格支部',
      removable: true,
    });

    // when
    expect(await remove(branch, own, added!.key)).toMatchObject({ status: 200 });

    // then
    expect(await unitsOf(instanceKey)).toEqual([BRANCH, COMMITTEE]);
    const caseId = server.database.db('case_file').where({ instance_key: instanceKey }).select('id');
    const told = server.database
      .db('notification')
      .whereIn('case_id', caseId)
      .where({ org_code: OTHER_BRANCH });
    expect(await told.orderBy('id').pluck('body')).toEqual([
      '水渡新村网格支部请您单位一起审批“会签”：涉及该支部',
      '水渡新村网格支部减签：“会签”您单位不用再审批（不需要）',
    ]);
    expect(await remove(branch, own, added!.key)).toMatchObject({
      status: 409,
      body: { code: 'approver_gone' },
    });
  });

  it('keeps whom another unit has added, unless it is the one that manages cases', async () => {
    // given
    const { instanceKey, own } = await open();
    await add(branch, own);
    const tasks = await openTasks(server.services, instanceKey);
    const added = tasks.find(({ units }) => units[0] === OTHER_BRANCH)!;
    const superior = tasks.find(({ units }) => units[0] === COMMITTEE)!;
    const committee = await server.loginAs('shuidukou');

    // then
    expect((await task(committee, superior.key)).approvers).toContainEqual(
      expect.objectContaining({ taskKey: added.key, removable: false }),
    );
    expect(await remove(committee, superior.key, added.key)).toMatchObject({
      status: 403,
      body: { detail: expect.stringContaining('是水渡新村网格支部加签的') },
    });
    const district = await server.loginAs('district');
    expect(await remove(district, superior.key, added.key)).toMatchObject({ status: 200 });
    expect(await unitsOf(instanceKey)).toEqual([BRANCH, COMMITTEE]);
  });
});

const add = (who: Visitor, key: string) =>
  who.post(`/api/tasks/${key}/approvers`, { orgCode: OTHER_BRANCH, place: 'beside', reason: '涉及该支部' });
const remove = (who: Visitor, key: string, removedKey: string) =>
  who.post(`/api/tasks/${key}/approvers/remove`, { removedKey, reason: '不需要' });
const task = async (who: Visitor, key: string) => (await who.get<TaskDetail>(`/api/tasks/${key}`)).body;

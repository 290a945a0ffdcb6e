import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { answerDelegation, delegateTask, withdrawDelegation } from '../../engine/commands/delegate-task.ts';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { urgeCase } from '../../engine/commands/urge-case.ts';
import { transferTask } from '../../engine/commands/transfer-task.ts';
import { listInbox } from '../../engine/registers/inbox/list-inbox.ts';
import { inboxQuery } from '../../engine/http/resources/inbox/schemas.ts';
import { caseListQuery } from '../../engine/http/resources/cases/schemas.ts';
import { readCase } from '../../engine/registers/cases/case-detail.ts';
import { listCases } from '../../engine/registers/cases/list-cases.ts';
import { findCase } from '../../engine/registers/cases/find-case.ts';
import type { Actor } from '../../engine/policy/actor.ts';
import { readTask } from '../../engine/registers/tasks/read-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, GENERAL } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

const accept = (taskKey: string) =>
  completeTask(desk.services, desk.people.branch, { taskKey, data: { acceptResult: 'accept' } });
const inboxOf = async (actor: Actor, key: string) =>
  (await listInbox(desk.services, actor, inboxQuery.parse({}))).items.find((item) => item.key === key);

async function delegated() {
  const opened = await desk.open();
  await delegateTask(desk.services, desk.people.branch, {
    taskKey: opened.task.key,
    orgCode: GENERAL,
    question: '是否已在社区领过补助？',
  });
  return { ...opened, key: opened.task.key };
}

describe('delegateTask', () => {
  it('asks another unit and keeps the task with its owner', async () => {
    // when
    const { key, instanceKey, caseNumber } = await delegated();

    // then
    expect(await openTasks(desk.services, instanceKey)).toMatchObject([
      { units: [BRANCH], assignee: expect.any(String) },
    ]);
    expect(await inboxOf(desk.people.general, key)).toMatchObject({ delegation: { toMe: true } });
    expect(await inboxOf(desk.people.branch, key)).toMatchObject({
      delegation: { toMe: false, unitName: '沈阳路社区党委' },
    });
    const asked = await readTask(desk.services, desk.people.general, key);
    expect(asked).toMatchObject({
      notices: [],
      delegation: { question: '是否已在社区领过补助？' },
    });
    expect(asked.actions).toContain('opine');
    expect(asked.actions).not.toContain('complete');
    expect(await findCase(desk.services, desk.people.general, caseNumber)).toMatchObject({
      number: caseNumber,
    });
    await expect(accept(key)).rejects.toMatchObject({ code: 'task_delegated' });
    expect((await readTask(desk.services, desk.people.branch, key)).actions).toEqual(
      expect.arrayContaining(['undelegate', 'transfer']),
    );
    await expect(
      delegateTask(desk.services, desk.people.branch, { taskKey: key, orgCode: GENERAL, question: '再问' }),
    ).rejects.toMatchObject({ code: 'task_delegated' });
  });

  it('comes back with the opinion, and only its owner completes it', async () => {
    // given
    const { key, caseId } = await delegated();
    await expect(
      completeTask(desk.services, desk.people.general, { taskKey: key, data: { acceptResult: 'accept' } }),
    ).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => [403, 404].includes(status)) });

    // when
    await answerDelegation(desk.services, desk.people.general, {
      taskKey: key,
      opinion: '没有领过，情况属实。',
    });

    // then
    expect(await inboxOf(desk.people.general, key)).toBeUndefined();
    const task = await readTask(desk.services, desk.people.branch, key);
    expect(task).toMatchObject({
      delegation: null,
      opinions: [{ text: '没有领过，情况属实。' }],
      claimedByMe: true,
    });
    const notes = await database
      .db('case_note')
      .where({ case_id: caseId })
      .whereIn('kind', ['delegate', 'opinion'])
      .orderBy('id');
    expect(notes.map(({ kind, text }) => [kind, text])).toEqual([
      ['delegate', '请沈阳路社区党委提出意见：是否已在社区领过补助？'],
      ['opinion', '没有领过，情况属实。'],
    ]);
    await expect(
      answerDelegation(desk.services, desk.people.general, { taskKey: key, opinion: '又想起来' }),
    ).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => [403, 404].includes(status)) });
    await accept(key);
  });

  it('is taken back by whoever gave it, not by the unit that was asked', async () => {
    const { key } = await delegated();
    await expect(
      withdrawDelegation(desk.services, desk.people.general, { taskKey: key }),
    ).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => [403, 404].includes(status)) });
    await withdrawDelegation(desk.services, desk.people.branch, { taskKey: key });
    await expect(
      withdrawDelegation(desk.services, desk.people.branch, { taskKey: key }),
    ).rejects.toMatchObject({ code: 'not_delegated' });
    await accept(key);
  });

  it('leaves the red warning with the owner, and ends with a transfer', async () => {
    const { key } = await delegated();
    desk.services.clock.advance(10 * 86_400_000);
    await raiseDueWarnings(desk.services);
    const warned = await database.db('red_warning').where({ task_key: key }).pluck('org_code');
    expect(warned).toEqual([BRANCH]);
    await transferTask(desk.services, desk.people.branch, {
      taskKey: key,
      orgCode: GENERAL,
      reason: '社区办',
    });
    expect(await readTask(desk.services, desk.people.general, key)).toMatchObject({ delegation: null });
  });

  it('is what the case waits for: lists and page name the unit that is asked, and 催办 goes to it', async () => {
    // given
    const { key, caseId, caseNumber } = await delegated();
    const { services, people } = desk;
    const atPresent = async () => {
      const { items } = await listCases(services, people.branch, caseListQuery.parse({ q: caseNumber }));
      const { path, tasks } = await readCase(services, people.member, caseNumber);
      const step = path.find(({ state }) => state === 'current');
      return { list: items[0]?.currentUnit, path: step?.who, page: tasks[0]?.delegatedName };
    };

    // then
    const asked = '沈阳路社区党委（受委派）';
    expect(await atPresent()).toEqual({ list: asked, path: asked, page: '沈阳路社区党委' });

    // when
    await database.db('notification').where({ case_id: caseId }).del();
    await urgeCase(services, people.member, caseNumber);

    // then
    const told = await database.db('notification').where({ case_id: caseId }).orderBy('id');
    expect(told.map(({ org_code, body }) => [org_code, body])).toEqual([
      [GENERAL, expect.stringContaining('请您单位尽快提出意见')],
      [BRANCH, expect.stringContaining('正等沈阳路社区党委（受委派）的意见')],
    ]);

    // and back with its owner
    await answerDelegation(services, people.general, { taskKey: key, opinion: '属实。' });
    expect(await atPresent()).not.toMatchObject({ list: asked });
    expect(await atPresent()).toMatchObject({ page: null });
    await database.db('case_note').where({ case_id: caseId, kind: 'urge' }).del();
    await database.db('notification').where({ case_id: caseId }).del();
    await urgeCase(services, people.member, caseNumber);
    expect(await database.db('notification').where({ case_id: caseId }).pluck('org_code')).toEqual([BRANCH]);
  });

  it('is refused for a unit the case is hidden from', async () => {
    const { task, caseId } = await desk.open();
    await database
      .db('case_file')
      .where({ id: caseId })
      .update({ hidden_from: [GENERAL] });
    await expect(
      delegateTask(desk.services, desk.people.branch, {
        taskKey: task.key,
        orgCode: GENERAL,
        question: '？',
      }),
    ).rejects.toMatchObject({ code: 'unit_hidden' });
  });
});

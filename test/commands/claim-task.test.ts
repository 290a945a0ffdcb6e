import { describe, expect, it } from 'vitest';
import { claimTask } from '../../engine/commands/claim-task.ts';
import { releaseTask } from '../../engine/commands/release-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

async function assigneeOf(taskKey: string): Promise<string | null> {
  return (await database.db('user_task').where({ key: taskKey }).first()).assignee;
}

describe('claimTask and releaseTask', () => {
  it('gives the task to exactly one of two colleagues who claim at once', async () => {
    // given
    const { task } = await desk.open();

    // when
    const outcomes = await Promise.allSettled([
      claimTask(desk.services, desk.people.branch, { taskKey: task.key }),
      claimTask(desk.services, desk.people.colleague, { taskKey: task.key }),
    ]);

    // then
    expect(outcomes.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
    const lost = outcomes.find((outcome) => outcome.status === 'rejected');
    expect(lost?.reason).toMatchObject({ code: 'task_claimed', status: 409 });
  });

  it('changes nothing when it is claimed again by the same person', async () => {
    // given
    const { task } = await desk.open();
    await claimTask(desk.services, desk.people.branch, { taskKey: task.key });

    // when
    await claimTask(desk.services, desk.people.branch, { taskKey: task.key });

    // then
    expect(await assigneeOf(task.key)).toBe('shuiduxincun');
    expect(await database.db('case_note').where({ task_key: task.key, kind: 'claim' })).toHaveLength(1);
  });

  it('lets only the holder put it back', async () => {
    // given
    const { task } = await desk.open();
    await claimTask(desk.services, desk.people.branch, { taskKey: task.key });

    // then
    await expect(
      releaseTask(desk.services, desk.people.colleague, { taskKey: task.key }),
    ).rejects.toMatchObject({
      code: 'task_claimed',
    });

    // when
    await releaseTask(desk.services, desk.people.branch, { taskKey: task.key });

    // then
    expect(await assigneeOf(task.key)).toBeNull();
  });

  it('lets the unit it has escalated to put it back, and tells the holder', async () => {
    // given
    const { task, caseId } = await desk.open();
    const { branch, committee } = desk.people;
    await claimTask(desk.services, branch, { taskKey: task.key });
    await database.db('user_task').where({ key: task.key }).update({ escalated_to: committee.orgCode });

    // when
    await releaseTask(desk.services, committee, { taskKey: task.key });

    // then
    expect(await assigneeOf(task.key)).toBeNull();
    const told = await database
      .db('notification')
      .where({ case_id: caseId, org_code: branch.orgCode })
      .first();
    expect(told.body).toBe(
      `${committee.displayName}放回了${branch.displayName}领取的“${task.name}”，请重新领取办理。`,
    );
  });
});

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
});

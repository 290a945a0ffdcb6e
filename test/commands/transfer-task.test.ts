import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { transferTask } from '../../engine/commands/transfer-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { GENERAL } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

describe('transferTask', () => {
  it('passes the responsibility to another unit and takes it from the old one', async () => {
    // given
    const { task, instanceKey, caseId } = await desk.open();

    // when
    await transferTask(desk.services, desk.people.colleague, {
      taskKey: task.key,
      orgCode: GENERAL,
      reason: '由社区统一受理',
    });

    // then
    expect(await openTasks(desk.services, instanceKey)).toMatchObject([
      { units: [GENERAL], reasons: ['transfer'] },
    ]);
    const note = await database.db('case_note').where({ case_id: caseId, kind: 'transfer' }).first();
    expect(note.text).toBe('转沈阳路社区党委办理：由社区统一受理');
    const told = await database.db('notification').where({ case_id: caseId, org_code: GENERAL });
    expect(told).toMatchObject([{ title: expect.stringMatching(/^转办：/) }]);
    expect(told[0].body).toBe(`水渡新村网格支部把“${task.name}”转给您单位办理：由社区统一受理`);
    await expect(
      completeTask(desk.services, desk.people.branch, {
        taskKey: task.key,
        data: { acceptResult: 'accept' },
      }),
    ).rejects.toMatchObject({ status: expect.toSatisfy((status: number) => [403, 404].includes(status)) });
    await completeTask(desk.services, desk.people.general, {
      taskKey: task.key,
      data: { acceptResult: 'accept' },
    });
  });

  it('takes the red warning away from the unit that passed it on', async () => {
    // given
    const { task } = await desk.open();
    desk.services.clock.advance(10 * 86_400_000);
    await raiseDueWarnings(desk.services);
    expect(await openWarnings(task.key)).toBe(1);

    // when
    await transferTask(desk.services, desk.people.branch, {
      taskKey: task.key,
      orgCode: GENERAL,
      reason: '转办',
    });

    // then
    expect(await openWarnings(task.key)).toBe(0);
  });

  it('knows the units it may go to', async () => {
    // given
    const { task } = await desk.open();

    // then
    await expect(
      transferTask(desk.services, desk.people.branch, {
        taskKey: task.key,
        orgCode: '09999999',
        reason: '错',
      }),
    ).rejects.toMatchObject({ code: 'bad_request', status: 400 });
  });
});

async function openWarnings(taskKey: string): Promise<number> {
  return (await database.db('red_warning').where({ task_key: taskKey }).whereNull('resolved_at')).length;
}

import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { withdrawCase } from '../../engine/commands/withdraw-case.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

describe('withdrawCase', () => {
  it('ends the case as withdrawn and takes its tasks out of the inbox', async () => {
    // given
    const { caseNumber, instanceKey, caseId } = await desk.open();

    // when
    await withdrawCase(desk.services, desk.people.member, { number: caseNumber, reason: '困难已解决' });

    // then
    expect(await openTasks(desk.services, instanceKey)).toEqual([]);
    expect(await database.db('case_file').where({ id: caseId }).first()).toMatchObject({
      status: 'closed',
      outcome: 'withdrawn',
      outcome_name: '申请人撤销',
    });
  });

  it('is for the applicant alone', async () => {
    const { caseNumber } = await desk.open();
    await expect(
      withdrawCase(desk.services, desk.people.branch, { number: caseNumber, reason: '替他撤' }),
    ).rejects.toMatchObject({ status: 403 });
    await expect(
      withdrawCase(desk.services, desk.people.probationary, { number: caseNumber, reason: '捣乱' }),
    ).rejects.toMatchObject({ status: 404 });
  });

  it('comes too late once the case is closed', async () => {
    // given
    const { caseNumber, task } = await desk.open();
    await completeTask(desk.services, desk.people.branch, {
      taskKey: task.key,
      data: { acceptResult: 'accept' },
    });

    // then
    await expect(
      withdrawCase(desk.services, desk.people.member, { number: caseNumber, reason: '算了' }),
    ).rejects.toMatchObject({ code: 'case_closed', status: 409 });
  });
});

import { describe, expect, it } from 'vitest';
import { claimTask } from '../../engine/commands/claim-task.ts';
import { reassignOpenTasks } from '../../engine/commands/reassign-open-tasks.ts';
import { transferTask } from '../../engine/commands/transfer-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, COMMITTEE, OTHER_BRANCH } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';

const database = useDatabase();
const desk = useCaseDesk(database);
const toCommittee = {
  resolveResponsible: async () => [{ kind: 'unit' as const, value: COMMITTEE, reason: 'assignments.csv:9' }],
};

describe('reassignOpenTasks', () => {
  it('tells what would move without moving it', async () => {
    // given
    const { task, instanceKey, caseNumber } = await desk.open();

    // when
    const moved = await reassignOpenTasks(desk.services, desk.people.district, {
      dryRun: true,
      policy: toCommittee,
    });

    // then
    expect(moved).toContainEqual({
      taskKey: task.key,
      name: '支部受理',
      processId: 'aid',
      elementId: 't_accept',
      caseNumber,
      from: [BRANCH],
      to: [COMMITTEE],
      reason: 'assignments.csv:9',
    });
    expect(await openTasks(desk.services, instanceKey)).toMatchObject([{ units: [BRANCH] }]);
  });

  it('moves the open tasks, lets claims of the old unit lapse, and leaves passed-on tasks alone', async () => {
    // given
    const claimed = await desk.open();
    await claimTask(desk.services, desk.people.branch, { taskKey: claimed.task.key });
    const passedOn = await desk.open();
    await transferTask(desk.services, desk.people.branch, {
      taskKey: passedOn.task.key,
      orgCode: OTHER_BRANCH,
      reason: '人在那边',
    });

    // when
    await reassignOpenTasks(desk.services, desk.people.district, { policy: toCommittee });

    // then
    expect(await openTasks(desk.services, claimed.instanceKey)).toMatchObject([
      { units: [COMMITTEE], reasons: ['assignments.csv:9'], assignee: null },
    ]);
    expect(await openTasks(desk.services, passedOn.instanceKey)).toMatchObject([{ units: [OTHER_BRANCH] }]);
    const audit = await database
      .db('audit_log')
      .where({ action: 'reassignTask', resource_id: claimed.task.key })
      .first();
    expect(audit).toMatchObject({
      actor: 'account:district',
      detail: { units: [[BRANCH], [COMMITTEE]], reason: 'assignments.csv:9' },
    });
  });

  it('moves nothing when the answers are the same', async () => {
    await desk.open();
    await reassignOpenTasks(desk.services, desk.people.district);
    expect(await reassignOpenTasks(desk.services, desk.people.district)).toEqual([]);
  });
});

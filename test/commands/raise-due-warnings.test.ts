import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { returnTask } from '../../engine/commands/return-task.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { BRANCH, GENERAL } from '../support/district.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

const warningsOf = (caseId: string) => database.db('red_warning').where({ case_id: caseId }).orderBy('id');
const at = (day: string) => desk.services.clock.pin(`${day}T09:00:00+08:00`);

describe('raiseDueWarnings', () => {
  it('turns a task red once its due date has passed, once', async () => {
    // given: 3 working days from Tuesday the 24th end with Friday the 27th
    at('2026-11-24');
    const { task, caseId } = await desk.open();

    // then
    at('2026-11-27');
    expect(await raiseDueWarnings(desk.services)).toEqual({ raised: 0, escalated: 0 });

    // when
    at('2026-11-28');
    expect(await raiseDueWarnings(desk.services)).toEqual({ raised: 1, escalated: 0 });
    expect(await raiseDueWarnings(desk.services)).toEqual({ raised: 0, escalated: 0 });

    // then
    expect(await warningsOf(caseId)).toMatchObject([
      {
        task_key: task.key,
        org_code: BRANCH,
        member_id: desk.people.member.memberId,
        raised_at: desk.services.clock.now(),
        resolved_at: null,
      },
    ]);
    const notes = await database.db('case_note').where({ case_id: caseId, kind: 'warning' });
    expect(notes).toMatchObject([{ author: 'system', text: '“支部受理”超过办理期限，已发出红色预警。' }]);
    const messages = await database.db('notification').where({ case_id: caseId, org_code: BRANCH });
    expect(messages[0].title).toContain('红色预警');
    await completeTask(desk.services, desk.people.branch, {
      taskKey: task.key,
      data: { acceptResult: 'accept' },
    });
  });

  it('lets it rise to the superior after the working days of the escalation table, who may then do the task', async () => {
    // given
    at('2026-11-24');
    const { task, caseId } = await desk.open();
    at('2026-11-28');
    await raiseDueWarnings(desk.services);

    // when: Wednesday is the third working day after Friday's due date
    at('2026-12-02');
    expect(await raiseDueWarnings(desk.services)).toEqual({ raised: 0, escalated: 1 });
    expect(await raiseDueWarnings(desk.services)).toEqual({ raised: 0, escalated: 0 });

    // then
    expect(await database.db('user_task').where({ key: task.key }).first()).toMatchObject({
      escalation_level: 1,
      escalated_to: GENERAL,
    });
    const told = await database.db('notification').where({ case_id: caseId, org_code: GENERAL });
    expect(told).toMatchObject([{ title: expect.stringContaining('督办') }]);
    await completeTask(desk.services, desk.people.general, {
      taskKey: task.key,
      data: { acceptResult: 'accept' },
    });
    expect(await warningsOf(caseId)).toMatchObject([{ resolved_at: desk.services.clock.now() }]);
  });

  it('rises on, to the district at the highest', async () => {
    // given
    at('2026-11-24');
    const { task } = await desk.open();

    // when
    at('2027-03-01');
    await raiseDueWarnings(desk.services);

    // then
    expect(await database.db('user_task').where({ key: task.key }).first()).toMatchObject({
      escalated_to: '01000000',
    });
    expect(await raiseDueWarnings(desk.services)).toEqual({ raised: 0, escalated: 0 });
    await completeTask(desk.services, desk.people.branch, {
      taskKey: task.key,
      data: { acceptResult: 'accept' },
    });
  });

  it('does not blame a unit for what the applicant is late with', async () => {
    // given
    at('2026-11-24');
    const { task, caseId } = await desk.open();
    await returnTask(desk.services, desk.people.branch, { taskKey: task.key, reason: '缺材料' });

    // when
    at('2027-01-15');
    await raiseDueWarnings(desk.services);

    // then
    expect(await warningsOf(caseId)).toEqual([]);
  });

  it('raises one warning when nodes sweep at once', async () => {
    // given
    at('2026-11-24');
    const { task, caseId } = await desk.open();

    // when
    at('2026-11-28');
    await Promise.all([1, 2, 3].map(() => raiseDueWarnings(desk.services)));

    // then
    expect(await warningsOf(caseId)).toHaveLength(1);
    expect(await database.db('case_note').where({ task_key: task.key, kind: 'warning' })).toHaveLength(1);
  });
});

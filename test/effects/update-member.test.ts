import { describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { retryIncident } from '../../engine/commands/retry-incident.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { rowOfInstance } from '../support/engine-rows.ts';
import { openCaseOf, serviceWith } from '../support/jobs.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

const marks = (changes: Record<string, string>) =>
  serviceWith((after) => after.serviceTask('s', 'update-member', { name: '更新党员信息', inputs: changes }));
const memberRow = () => database.db('member').where({ id: desk.people.member.memberId }).first();

describe('job type update-member', () => {
  it('changes the member base in the step that completes the task, with a 变更单 for each field', async () => {
    // given
    const service = marks({ 'changes.isHardship': '=true' });
    const { task, instanceKey, caseId, caseNumber } = await openCaseOf(
      desk.services,
      service,
      desk.people.member,
    );

    // when
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: {} });

    // then
    expect(await memberRow()).toMatchObject({ is_hardship: true });
    const changes = await database.db('member_change').where({ instance_key: instanceKey });
    expect(changes).toMatchObject([
      { case_id: caseId, old_value: false, new_value: true, effective_on: '2026-11-24', basis: caseNumber },
    ]);
  });

  it('saves the step and keeps the base as it was when a change is refused; a retry after mending goes on', async () => {
    // given
    const before = await memberRow();
    const service = marks({ 'changes.isHardship': '=false', 'changes.nothingLikeThat': '=1' });
    const { task, instanceKey } = await openCaseOf(desk.services, service, desk.people.member);

    // when
    await completeTask(desk.services, desk.people.branch, { taskKey: task.key, data: {} });

    // then
    expect(await memberRow()).toEqual(before);
    expect(await database.db('user_task').where({ key: task.key }).first()).toMatchObject({
      state: 'completed',
    });
    expect(await rowOfInstance(desk.services, instanceKey)).toMatchObject({ state: 'active' });
    const incident = await database.db('incident').where({ instance_key: instanceKey }).first();
    expect(incident).toMatchObject({ element_id: 's', code: 'job_failed', resolved_at: null });
    const job = await database.db('job').where({ instance_key: instanceKey }).first();
    expect(job).toMatchObject({ state: 'failed', error_message: incident.message });

    // when: nothing has been mended
    expect(await retryIncident(desk.services, desk.people.district, incident.key)).toEqual({ solved: false });

    // then
    const incidents = await database.db('incident').where({ instance_key: instanceKey }).orderBy('key');
    expect(incidents.map(({ resolved_at }) => resolved_at === null)).toEqual([false, true]);
  });
});

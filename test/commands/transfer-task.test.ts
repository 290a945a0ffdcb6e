import { describe, expect, it } from 'vitest';
import { completeJob } from '../../engine/commands/complete-job.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { raiseDueWarnings } from '../../engine/commands/raise-due-warnings.ts';
import { startCase } from '../../engine/commands/start-case.ts';
import { transferTask } from '../../engine/commands/transfer-task.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { aidForms } from '../support/aid-service.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { GENERAL } from '../support/district.ts';
import { openTasks } from '../support/engine-rows.ts';
import { fetchJobs, useBell } from '../support/job-worker.ts';
import { process } from '../support/process.ts';

const database = useDatabase();
const desk = useCaseDesk(database);
const bell = useBell(database);

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

  it('tells the new unit when listeners have agreed, not while they are asked', async () => {
    // given
    const { services, people } = desk;
    const drawing = process('checked', { properties: { serviceCode: 'ZT' } })
      .start('start', { extensions: '<zeebe:formDefinition formId="aid-start" />' })
      .userTask('t_check', {
        name: '核对',
        extensions: `<zeebe:taskListeners><zeebe:taskListener eventType="updating" type="look" /></zeebe:taskListeners>`,
      })
      .end();
    await deploy(services, systemActor, {
      name: 'checked',
      diagrams: [{ name: 'checked', xml: drawing.xml() }],
      forms: aidForms,
      outsideJobs: 'any',
    });
    const { instanceKey, caseId } = await startCase(services, people.member, {
      processId: 'checked',
      data: { amount: 1800 },
    });
    const [task] = await openTasks(services, instanceKey);
    const told = () =>
      database.db('notification').where({ case_id: caseId, org_code: GENERAL }).pluck('body');

    // when
    await transferTask(services, systemActor, { taskKey: task!.key, orgCode: GENERAL, reason: '社区办' });

    // then
    expect(await told()).toEqual([]);

    // when
    const [job] = await fetchJobs(services, bell, 'look');
    await completeJob(services, systemActor, { jobKey: job!.key, variables: {}, listener: {} });

    // then
    expect(await told()).toEqual(['系统把“核对”转给您单位办理：社区办']);
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

import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { fileClosedInstances } from '../../engine/commands/file-closed-instances.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { readCase } from '../../engine/registers/cases/case-detail.ts';
import { readCaseDiagram } from '../../engine/registers/cases/diagram.ts';
import { FILED_TABLES } from '../../engine/store/filing.ts';
import { useCaseDesk } from '../support/case-desk.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { findViolations } from '../support/invariants.ts';
import { process } from '../support/process.ts';

const database = useDatabase();
const desk = useCaseDesk(database);

const inner = process('inner').start().userTask('ask').end();
const outer = process('outer')
  .start()
  .serviceTask('tell', 'notify', {
    inputs: { to: '="01020304"', title: '="t"', body: '="b"' },
  });

beforeAll(async () => {
  const drawings = [inner, outer.call('call', 'inner').end()];
  const diagrams = drawings.map((one) => ({ name: one.id, xml: one.xml() }));
  await deploy(desk.services, systemActor, { name: 'test', diagrams, forms: [] });
});

/** Whole instances, with one they called, that end at this moment. */
async function endedAt(at: string): Promise<string> {
  desk.services.clock.pin(at);
  const { instanceKey } = await startProcess(desk.services, systemActor, {
    processId: 'outer',
    variables: { a: 1 },
  });
  const called = await database.db('process_instance').where({ parent_key: instanceKey }).first('key');
  const [task] = await openTasks(desk.services, called.key);
  await completeTask(desk.services, systemActor, { taskKey: task!.key, data: {} });
  return instanceKey;
}

async function closedCase(at: string): Promise<{ caseNumber: string; instanceKey: string }> {
  desk.services.clock.pin(at);
  const { task, ...opened } = await desk.open();
  await completeTask(desk.services, desk.people.branch, {
    taskKey: task.key,
    data: { acceptResult: 'accept' },
  });
  return opened;
}

/** Tables in which an instance, or one it called, has rows: live, and in the part of that year. */
async function whereIs(instanceKey: string, part: string): Promise<string[]> {
  const found = await Promise.all(
    FILED_TABLES.filter((table) => table !== 'task_candidate').map(async (table) => {
      const key = table === 'process_instance' ? 'key' : 'instance_key';
      const { rows } = await database.pool.query(
        `select from ${table}_${part} where ${key} in (select key from process_instance where root_key = $1)`,
        [instanceKey],
      );
      return rows.length > 0 ? [table as string] : [];
    }),
  );
  return found.flat().sort();
}

const ALL = ['element_instance', 'history_step', 'job', 'process_instance', 'user_task', 'variable'];

describe('what ended some time ago', () => {
  it('is filed with its year by the clock of the office, with what it called', async () => {
    // given: 2027 in the office, 2026 in London
    const old = await endedAt('2026-12-31T17:30:00Z');
    const young = await endedAt('2027-02-10T09:00:00+08:00');
    desk.services.clock.pin('2027-02-11T09:00:00+08:00');

    // when
    await fileClosedInstances(desk.services);

    // then
    expect(await whereIs(old, '2027')).toEqual(ALL);
    expect(await whereIs(old, 'live')).toEqual([]);
    expect(await whereIs(young, 'live')).toEqual(ALL);
    expect(await rowOfInstance(desk.services, old)).toMatchObject({ state: 'completed' });
    expect(await findViolations(database.pool)).toEqual([]);
  });

  it('is done with: commands say so', async () => {
    const old = await endedAt('2026-01-05T09:00:00+08:00');
    const task = await database
      .db('user_task as t')
      .join('process_instance as i', 'i.key', 't.instance_key')
      .where('i.root_key', old)
      .first('t.key');
    desk.services.clock.pin('2026-11-24T09:00:00+08:00');
    await fileClosedInstances(desk.services);
    const gone = { code: 'task_gone', status: 409 };
    await expect(
      cancelInstance(desk.services, systemActor, { instanceKey: old, reason: '' }),
    ).rejects.toMatchObject(gone);
    await expect(
      completeTask(desk.services, systemActor, { taskKey: task.key, data: {} }),
    ).rejects.toMatchObject(gone);
  });

  it('leaves what still runs alone, however long it has', async () => {
    desk.services.clock.pin('2020-01-05T09:00:00+08:00');
    const { instanceKey } = await startProcess(desk.services, systemActor, {
      processId: 'inner',
      variables: {},
    });
    desk.services.clock.pin('2026-11-24T09:00:00+08:00');
    await fileClosedInstances(desk.services);
    const [task] = await openTasks(desk.services, instanceKey);
    await completeTask(desk.services, systemActor, { taskKey: task!.key, data: {} });
    expect(await rowOfInstance(desk.services, instanceKey)).toMatchObject({ state: 'completed' });
  });

  it('is filed once by two nodes', async () => {
    const old = await Promise.all([
      endedAt('2019-05-05T09:00:00+08:00'),
      endedAt('2019-05-05T09:00:00+08:00'),
    ]);
    desk.services.clock.pin('2019-11-24T09:00:00+08:00');
    const filed = await Promise.all([fileClosedInstances(desk.services), fileClosedInstances(desk.services)]);
    expect(filed[0].filed + filed[1].filed).toBe(old.length);
    expect(await findViolations(database.pool)).toEqual([]);
  });
});

describe('a year whose term is over', () => {
  it('goes as a whole; the file of a case stays, without the trace of its process', async () => {
    // given
    const without = await endedAt('2010-03-03T09:00:00+08:00');
    const { caseNumber, instanceKey } = await closedCase('2010-03-03T10:00:00+08:00');
    desk.services.clock.pin('2010-12-01T09:00:00+08:00');
    await fileClosedInstances(desk.services);
    const before = await readCase(desk.services, desk.people.branch, caseNumber);
    expect(await readCaseDiagram(desk.services, desk.people.branch, caseNumber)).toMatchObject({
      kept: true,
    });

    // when: the last day of the tenth year after
    desk.services.clock.pin('2020-12-31T09:00:00+08:00');
    expect((await fileClosedInstances(desk.services)).droppedYears).not.toContain(2010);
    // when: the first day after it
    desk.services.clock.pin('2021-01-01T09:00:00+08:00');
    expect((await fileClosedInstances(desk.services)).droppedYears).toContain(2010);

    // then
    expect(await rowOfInstance(desk.services, without)).toBeUndefined();
    expect(await rowOfInstance(desk.services, instanceKey)).toMatchObject({ state: 'completed' });
    const after = await readCase(desk.services, desk.people.branch, caseNumber);
    expect(after).toMatchObject({
      forms: before.forms,
      timeline: before.timeline,
      outcomeName: before.outcomeName,
    });
    const diagram = await readCaseDiagram(desk.services, desk.people.branch, caseNumber);
    expect(diagram).toMatchObject({ kept: false, completed: [], takenFlows: [] });
    const line = await database.db('audit_log').where({ action: 'dropYear', resource_id: '2010' }).first();
    expect(line).toMatchObject({ actor: 'system' });
  });
});

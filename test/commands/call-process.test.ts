import { beforeAll, describe, expect, it } from 'vitest';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { retryIncident } from '../../engine/commands/retry-incident.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process, type ProcessBuilder } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

const candidates = '<zeebe:assignmentDefinition candidateGroups="01020304" />';
const put = (...drawn: ProcessBuilder[]) =>
  deploy(services, systemActor, {
    name: 'test',
    diagrams: drawn.map((one) => ({ name: one.id, xml: one.xml() })),
    forms: [],
  });
const start = (processId: string) =>
  startProcess(services, systemActor, { processId, variables: { who: 'A' } });

beforeAll(async () => {
  services = await createTestServices(database);
  await put(
    process('outer').start().call('c', 'inner').end(),
    process('inner').start().userTask('ask', { extensions: candidates }).end(),
    process('lonely').start().call('c', 'absent').end(),
  );
});

async function calledBy(instanceKey: string): Promise<string> {
  return (await database.db('process_instance').where({ parent_key: instanceKey }).first()).key;
}

describe('calling a process', () => {
  it('runs the called one as an instance of its own and goes on when it ends', async () => {
    // given
    const { instanceKey } = await start('outer');
    const called = await calledBy(instanceKey);
    expect(await database.db('process_instance').where({ key: called }).first()).toMatchObject({
      root_key: instanceKey,
      process_id: 'inner',
    });

    // when
    const [task] = await openTasks(services, called);
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });

    // then
    expect(await rowOfInstance(services, called)).toMatchObject({ state: 'completed' });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
  });

  it('ends the called one with the caller', async () => {
    // given
    const { instanceKey } = await start('outer');
    const called = await calledBy(instanceKey);

    // when
    await cancelInstance(services, systemActor, { instanceKey, reason: '测试' });

    // then
    expect(await rowOfInstance(services, called)).toMatchObject({ state: 'cancelled' });
    expect(await openTasks(services, called)).toEqual([]);
  });

  it('waits with an incident for a process that is not there, and goes on once it is', async () => {
    // given
    const { instanceKey } = await start('lonely');
    const incident = await database.db('incident').where({ instance_key: instanceKey }).first();
    expect(incident).toMatchObject({ element_id: 'c', resolved_at: null });

    // when
    await put(process('absent').start().end());
    expect(await retryIncident(services, systemActor, incident.key)).toEqual({ solved: true });

    // then
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await database.db('incident').where({ key: incident.key }).first()).toMatchObject({
      resolved_by: 'system',
    });
  });
});

import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
});

const leave = process('leave')
  .start()
  .userTask('review', { extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />' })
  .exclusive('gw')
  .when('=ok = true')
  .end('granted')
  .from('gw')
  .otherwise()
  .end('refused');

describe('running a process', () => {
  it('keeps the instance in the database from wait to wait', async () => {
    // when
    await deploy(services, systemActor, {
      name: 'test',
      diagrams: [{ name: 'leave.bpmn', xml: leave.xml() }],
      forms: [],
    });
    const { instanceKey } = await startProcess(services, systemActor, {
      processId: 'leave',
      variables: { ok: true },
    });

    // then
    const [task] = await openTasks(services, instanceKey);
    expect(task).toMatchObject({ element_id: 'review', units: ['01020304'], reasons: ['diagram'] });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({
      state: 'active',
      process_id: 'leave',
    });

    // when
    await completeTask(services, systemActor, { taskKey: task!.key, data: {} });

    // then
    expect(await openTasks(services, instanceKey)).toEqual([]);
    const row = await rowOfInstance(services, instanceKey);
    expect(row).toMatchObject({ state: 'completed', revision: 2 });
    expect(row.ended_at).toEqual(services.clock.now());
  });
});

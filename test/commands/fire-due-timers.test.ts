import { beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { fireDueTimers, nextTimer } from '../../engine/commands/fire-due-timers.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process, timerDefinition, type ProcessBuilder } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;
const HOUR = 3_600_000;

beforeAll(async () => {
  services = await createTestServices(database);
});

async function start(drawn: ProcessBuilder) {
  const { id } = drawn;
  await deploy(services, systemActor, { name: id, diagrams: [{ name: id, xml: drawn.xml() }], forms: [] });
  return startProcess(services, systemActor, { processId: id, variables: { orgCode: '01020304' } });
}

describe('fireDueTimers', () => {
  it('wakes an instance when its time has come by the clock of the services, not before', async () => {
    // given
    const { instanceKey } = await start(
      process('nap').start().catchTimer('wait', { duration: 'PT2H' }).end(),
    );

    // then
    expect(await nextTimer(services)).toEqual(new Date(services.clock.now().getTime() + 2 * HOUR));
    services.clock.advance(2 * HOUR - 1);
    expect(await fireDueTimers(services)).toEqual({ done: 0, failed: [] });

    // when
    services.clock.advance(1);

    // then
    expect(await fireDueTimers(services)).toEqual({ done: 1, failed: [] });
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
    expect(await fireDueTimers(services)).toEqual({ done: 0, failed: [] });
  });

  it('fires each timer once when nodes sweep at the same moment', async () => {
    // given
    await start(process('many').start().catchTimer('wait', { duration: 'PT1H' }).end());
    await Promise.all(
      Array.from({ length: 5 }, () =>
        startProcess(services, systemActor, { processId: 'many', variables: {} }),
      ),
    );
    services.clock.advance(HOUR);

    // when
    const sweeps = await Promise.all([
      fireDueTimers(services),
      fireDueTimers(services),
      fireDueTimers(services),
    ]);

    // then
    expect(sweeps.reduce((sum, { done }) => sum + done, 0)).toBe(6);
    expect(sweeps.flatMap(({ failed }) => failed)).toEqual([]);
  });

  it('takes an open task away when an interrupting boundary timer ends it', async () => {
    // given
    const { instanceKey } = await start(
      process('late')
        .start()
        .userTask('answer', { extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />' })
        .end('answered')
        .boundaryTimer('expired', 'answer', { duration: 'PT3H' })
        .end('given_up'),
    );
    expect(await openTasks(services, instanceKey)).toHaveLength(1);

    // when
    services.clock.advance(3 * HOUR);
    await fireDueTimers(services);

    // then
    expect(await openTasks(services, instanceKey)).toEqual([]);
    const [task] = await database.db('user_task').where({ instance_key: instanceKey });
    expect(task).toMatchObject({ state: 'cancelled', completed_by: 'system' });
  });

  it('starts a process by its timer, as often as drawn, on its newest version', async () => {
    // given
    const drawn = (name: string) =>
      process('yearly', { name })
        .start('every', { content: timerDefinition({ cycle: 'R2/PT5H' }) })
        .end();
    for (const name of ['first', 'second']) {
      await deploy(services, systemActor, { name, diagrams: [{ name, xml: drawn(name).xml() }], forms: [] });
    }

    // when
    for (let round = 0; round < 4; round += 1) {
      services.clock.advance(5 * HOUR);
      await fireDueTimers(services);
    }

    // then
    const started = await database.db('process_instance').where({ process_id: 'yearly' });
    expect(started.map(({ version, state }) => ({ version, state }))).toEqual([
      { version: 2, state: 'completed' },
      { version: 2, state: 'completed' },
    ]);
  });
});

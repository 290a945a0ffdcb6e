import { beforeAll, describe, expect, it } from 'vitest';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { fireDueTimers } from '../../engine/commands/fire-due-timers.ts';
import { publishMessage } from '../../engine/commands/publish-message.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process, type ProcessBuilder } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

const unit = { extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />' };

/** As many branches as that, each a task, and one task behind the join. */
function branches(id: string, count: number, join: 'parallel' | 'inclusive'): ProcessBuilder {
  const drawn = process(id).start();
  drawn[join]('fork').userTask('t1', unit);
  drawn[join]('join').userTask('after', unit).end();
  for (let index = 2; index <= count; index++) drawn.from('fork').userTask(`t${index}`, unit).to('join');
  return drawn;
}

beforeAll(async () => {
  services = await createTestServices(database);
  const drawn = [
    branches('and', 20, 'parallel'),
    branches('or', 20, 'inclusive'),
    process('each')
      .start()
      .userTask('vote', {
        ...unit,
        multi: {
          collection: '= for i in 1..50 return i',
          outputCollection: 'seen',
          outputElement: '= loopCounter',
        },
      })
      .userTask('after', unit)
      .end(),
    process('race')
      .start()
      .userTask('a', unit)
      .userTask('b', unit)
      .end()
      .boundaryTimer('late', 'a', { duration: 'PT1H' })
      .userTask('x', unit)
      .end('e1')
      .boundaryMessage('stop', 'a', { message: 'stop', key: '= id' })
      .userTask('y', unit)
      .end('e2'),
  ];
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: drawn.map((one) => ({ name: one.id, xml: one.xml() })),
    forms: [],
  });
});

const start = async (processId: string, variables = {}) =>
  (await startProcess(services, systemActor, { processId, variables })).instanceKey;
const complete = (taskKey: string) => completeTask(services, systemActor, { taskKey, data: {} });

describe('completions at the same moment', () => {
  it.each(['and', 'or'])('of twenty branches all count, and the join (%s) goes on once', async (id) => {
    // given
    const instanceKey = await start(id);
    const tasks = await openTasks(services, instanceKey);
    expect(tasks).toHaveLength(20);

    // when
    await Promise.all(tasks.map(({ key }) => complete(key)));

    // then
    const open = await openTasks(services, instanceKey);
    expect(open.map(({ element_id }) => element_id)).toEqual(['after']);
    await complete(open[0]!.key);
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'completed' });
  });

  it('of fifty rounds are all collected', async () => {
    // given
    const instanceKey = await start('each');
    const tasks = await openTasks(services, instanceKey);
    expect(tasks).toHaveLength(50);

    // when
    await Promise.all(tasks.map(({ key }) => complete(key)));

    // then
    const { data } = await database.db('process_instance').where({ key: instanceKey }).first('data');
    expect(data.elements[instanceKey].variables.seen).toEqual(
      Array.from({ length: 50 }, (_, index) => index + 1),
    );
    expect(await openTasks(services, instanceKey)).toHaveLength(1);
  });

  it('of one task: one is taken, the others are told', async () => {
    // given
    const instanceKey = await start('race', { id: 'one' });
    const [task] = await openTasks(services, instanceKey);

    // when
    const answers = await Promise.allSettled(Array.from({ length: 20 }, () => complete(task!.key)));

    // then
    const refused = answers.flatMap((answer) => (answer.status === 'rejected' ? [answer.reason] : []));
    expect(refused).toHaveLength(19);
    for (const reason of refused) expect(reason).toMatchObject({ status: 409, code: 'task_gone' });
    expect((await openTasks(services, instanceKey)).map(({ element_id }) => element_id)).toEqual(['b']);
  });

  it('a timer, a message and a completion for one task: one of them wins', async () => {
    for (let round = 0; round < 5; round++) {
      // given
      const instanceKey = await start('race', { id: `r${round}` });
      const [task] = await openTasks(services, instanceKey);
      services.clock.advance(3_600_001);

      // when
      await Promise.allSettled([
        fireDueTimers(services),
        publishMessage(services, systemActor, { name: 'stop', correlationKey: `r${round}`, variables: {} }),
        complete(task!.key),
      ]);

      // then
      const open = (await openTasks(services, instanceKey)).map(({ element_id }) => element_id);
      expect(open).toHaveLength(1);
      expect(['b', 'x', 'y']).toContain(open[0]);
      const waiting = await database.db('timer').where({ instance_key: instanceKey, state: 'waiting' });
      expect([
        ...waiting,
        ...(await database.db('subscription').where({ instance_key: instanceKey })),
      ]).toEqual([]);
    }
  });
});

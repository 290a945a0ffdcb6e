import type { PoolClient } from 'pg';
import { beforeAll, expect, it } from 'vitest';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { takeLaterSteps } from '../../engine/commands/take-later-steps.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const ROUNDS = 20_000;
const LONGEST_MS = 5_000;

const database = useDatabase();
let services: TestServices;
/** How long each connection was held, which is how long its transaction took. */
const held: number[] = [];

beforeAll(async () => {
  services = await createTestServices(database);
  const multi = {
    cardinality: `= ${ROUNDS}`,
    outputCollection: 'answers',
    outputElement: '= loopCounter',
    until: '= numberOfCompletedInstances = 3',
  };
  const extensions = '<zeebe:assignmentDefinition candidateGroups="01020304" />';
  const many = process('many').start().userTask('ask', { multi, extensions }).userTask('after').end();
  await deploy(services, systemActor, {
    name: 'many',
    diagrams: [{ name: 'many', xml: many.xml() }],
    forms: [],
  });
  watchTransactions();
});

function watchTransactions(): void {
  const { pool } = database;
  const connect = pool.connect.bind(pool) as (...args: unknown[]) => Promise<PoolClient> | undefined;
  pool.connect = ((...args: unknown[]) => {
    const connected = connect(...args);
    // single queries ask with a callback
    return args.length > 0 ? connected : connected!.then(watch);
  }) as typeof pool.connect;
}

function watch(client: PoolClient): PoolClient {
  const begun = performance.now();
  const release = client.release.bind(client);
  client.release = (error) => {
    held.push(performance.now() - begun);
    client.release = release;
    release(error);
  };
  return client;
}

it(
  `no transaction of ${ROUNDS} rounds takes ${LONGEST_MS / 1000} seconds`,
  { timeout: 180_000 },
  async () => {
    // when they begin
    const start = () => startProcess(services, systemActor, { processId: 'many', variables: {} });
    const { instanceKey } = await start();
    const { done, failed } = await takeLaterSteps(services);

    // then
    expect(failed).toEqual([]);
    expect(done).toBeGreaterThan(1);
    const tasks = await openTasks(services, instanceKey);
    expect(tasks).toHaveLength(ROUNDS);

    // when some are done, and with the last of them all others are no longer wanted
    for (const { key: taskKey } of tasks.slice(0, 3))
      await completeTask(services, systemActor, { taskKey, data: {} });

    // then
    expect((await openTasks(services, instanceKey)).map(({ element_id }) => element_id)).toEqual(['after']);

    // when all of them are cancelled
    const second = await start();
    await takeLaterSteps(services);
    await cancelInstance(services, systemActor, { instanceKey: second.instanceKey, reason: '' });

    // then
    expect(await rowOfInstance(services, second.instanceKey)).toMatchObject({ state: 'cancelled' });
    expect(Math.max(...held)).toBeLessThan(LONGEST_MS);
  },
);

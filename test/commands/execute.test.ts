import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { beforeAll, describe, expect, it } from 'vitest';
import { cancelInstance } from '../../engine/commands/cancel-instance.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { execute } from '../../engine/commands/execute.ts';
import { fire } from '../../engine/commands/execution/fire.ts';
import { hold } from '../../engine/commands/execution/run.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { CHANGES_CHANNEL } from '../../engine/store/changes.ts';
import { useDatabase } from '../support/database.ts';
import { openTasks, rowOfInstance } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let services: TestServices;

beforeAll(async () => {
  services = await createTestServices(database);
  const xml = process('wait')
    .start()
    .userTask('ask', { extensions: '<zeebe:assignmentDefinition candidateGroups="01020304" />' })
    .end()
    .xml();
  await deploy(services, systemActor, { name: 'test', diagrams: [{ name: 'wait', xml }], forms: [] });
});

const start = async () =>
  (await startProcess(services, systemActor, { processId: 'wait', variables: {} })).instanceKey;

describe('execute', () => {
  it('saves nothing when the work throws after its step', async () => {
    // given
    const instanceKey = await start();

    // when
    const attempt = execute(services, systemActor, async (run) => {
      await fire(run, await hold(run, instanceKey), { type: 'cancel' });
      throw new Error('too late');
    });

    // then
    await expect(attempt).rejects.toThrow('too late');
    expect(await rowOfInstance(services, instanceKey)).toMatchObject({ state: 'active', revision: 1 });
    expect(await openTasks(services, instanceKey)).toHaveLength(1);
  });

  it('takes the whole command again when two of them lock each other out', async () => {
    // given
    const [one, other] = [await start(), await start()];
    let attempts = 0;
    const cancelBoth = (first: string, second: string) =>
      execute(services, systemActor, async (run) => {
        attempts += 1;
        const held = await hold(run, first);
        await pause(60);
        await fire(run, held, { type: 'cancel' });
        await hold(run, second);
      });

    // when
    await Promise.all([cancelBoth(one, other), cancelBoth(other, one)]);

    // then
    expect(attempts).toBeGreaterThan(2);
    expect(await rowOfInstance(services, one)).toMatchObject({ state: 'cancelled', revision: 2 });
    expect(await rowOfInstance(services, other)).toMatchObject({ state: 'cancelled', revision: 2 });
  });

  it('answers 409 instead of a lock error when somebody holds the instance too long', async () => {
    // given
    const instanceKey = await start();
    const impatient = new pg.Pool({
      connectionString: database.url,
      lock_timeout: 100,
      pipeline: true,
    } as pg.PoolConfig);
    const holder = await database.pool.connect();
    await holder.query('begin');
    await holder.query('select 1 from process_instance where key = $1 for update', [instanceKey]);

    // when
    const attempt = cancelInstance({ ...services, pool: impatient }, systemActor, {
      instanceKey,
      reason: '测试',
    });

    // then
    await expect(attempt).rejects.toMatchObject({ code: 'busy', status: 409 });
    await holder.query('rollback');
    holder.release();
    await impatient.end();
  });

  it('tells open screens once it has committed, equal news once', async () => {
    // given
    const listener = new pg.Client(database.url);
    await listener.connect();
    await listener.query(`listen ${CHANGES_CHANNEL}`);
    const heard: unknown[] = [];
    listener.on('notification', ({ payload }) => heard.push(JSON.parse(payload!)));

    // when
    await Promise.all([start(), start(), start()]);
    await pause(200);
    await listener.end();

    // then
    expect(heard).toEqual([{ event: 'inbox', orgCodes: ['01020304'] }]);
  });
});

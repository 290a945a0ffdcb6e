import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeAll, describe, expect, it } from 'vitest';
import { deploy } from '../../engine/commands/deploy.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import type { Services } from '../../engine/services.ts';
import { systemClock } from '../../engine/store/clock.ts';
import { enqueueSms } from '../../engine/store/outbox.ts';
import { announceSoon } from '../../engine/store/announcer.ts';
import { startWorkers, type Workers } from '../../engine/workers/start-workers.ts';
import { useDatabase } from '../support/database.ts';
import { plantDistrict, type District } from '../support/district.ts';
import { rowOfInstance } from '../support/engine-rows.ts';
import { process } from '../support/process.ts';
import { createTestServices, type TestServices } from '../support/services.ts';

const database = useDatabase();
let pinned: TestServices;
let services: Services;
let people: District;
const started: Workers[] = [];

beforeAll(async () => {
  pinned = await createTestServices(database);
  services = { ...pinned, clock: systemClock };
  people = await plantDistrict(database.db);
  const nap = process('nap').start().catchTimer('wait', { duration: 'PT1S' }).end();
  await deploy(services, systemActor, {
    name: 'test',
    diagrams: [{ name: 'nap', xml: nap.xml() }],
    forms: [],
  });
});

afterEach(async () => {
  await Promise.all(started.splice(0).map((workers) => workers.stop()));
});

async function start(): Promise<Workers> {
  const workers = await startWorkers(services);
  started.push(workers);
  return workers;
}

async function eventually(holds: () => Promise<boolean>, within = 8_000): Promise<number> {
  const begin = Date.now();
  while (Date.now() - begin < within) {
    if (await holds()) return Date.now() - begin;
    await pause(20);
  }
  throw new Error(`Expected it to hold within ${within} ms, but it did not.`);
}

describe('startWorkers', () => {
  it('fires a timer when it is due, long before the next sweep, on whichever node', async () => {
    // given: two nodes, and an instance that neither of them has started
    await Promise.all([start(), start()]);
    const elsewhere = { ...services, pool: database.pool };
    const { instanceKey } = await startProcess(elsewhere, systemActor, { processId: 'nap', variables: {} });

    // then
    const took = await eventually(
      async () => (await rowOfInstance(services, instanceKey)).state === 'completed',
    );
    expect(took).toBeGreaterThan(800);
    expect(took).toBeLessThan(6_000);
  });

  it('fires what became due while nobody was there', async () => {
    // given
    const { instanceKey } = await startProcess(services, systemActor, { processId: 'nap', variables: {} });
    await pause(1_100);

    // when
    await start();

    // then
    await eventually(async () => (await rowOfInstance(services, instanceKey)).state === 'completed');
  });

  it('sends from the outbox as soon as something is put in', async () => {
    // given
    await start();

    // when
    const client = await database.pool.connect();
    await enqueueSms(client, {
      memberId: people.member.memberId,
      text: '测试短信',
      idempotencyKey: 'test-1',
      createdAt: new Date(),
    });
    client.release();
    announceSoon(services.pool, { taskKeys: [], changes: [], wakes: new Set(['outbox']) });

    // then
    await eventually(async () => pinned.sent.length === 1);
    expect(pinned.sent[0]).toMatchObject({ text: '测试短信', idempotencyKey: 'test-1' });
  });

  it('tells how its tasks are doing, and stops', async () => {
    // given
    const workers = await start();
    await eventually(async () => workers.state().tasks['raise-due-warnings']?.lastDoneAt !== null);

    // then
    expect(workers.state()).toMatchObject({ running: true });
    expect(workers.state().tasks['raise-due-warnings']!.lastError).toBeNull();

    // when
    await workers.stop();
    started.splice(0);

    // then
    expect(workers.state().running).toBe(false);
  });
});

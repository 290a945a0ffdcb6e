import { deploy } from '../../engine/commands/deploy.ts';
import { fireDueTimers } from '../../engine/commands/fire-due-timers.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { Services } from '../../engine/services.ts';
import { process } from '../support/process.ts';

const sleeper = process('bench_sleeper').start().catches('sleep', { duration: 'PT1H' }).end();

/** Timers per second when so many of as many instances are due at once. */
export async function benchTimers(services: Services, timers: number): Promise<number> {
  await deploy(services, systemActor, {
    name: 'bench',
    diagrams: [{ name: 'sleeper.bpmn', xml: sleeper.xml() }],
    forms: [],
  });
  let left = timers;
  await Promise.all(
    Array.from({ length: 8 }, async () => {
      while (left-- > 0)
        await startProcess(services, systemActor, { processId: 'bench_sleeper', variables: {} });
    }),
  );
  await services.pool.query('analyze');
  const later = new Date(Date.now() + 2 * 3_600_000);
  const begin = performance.now();
  const { done, failed } = await fireDueTimers({
    ...services,
    clock: { ...services.clock, now: () => later },
  });
  const seconds = (performance.now() - begin) / 1_000;
  if (done !== timers || failed.length > 0) {
    throw new Error(`Expected ${timers} timers to fire, but ${done} did and ${failed.length} failed.`);
  }
  return timers / seconds;
}

import { completeTask } from '../../engine/commands/complete-task.ts';
import { deploy } from '../../engine/commands/deploy.ts';
import { startProcess } from '../../engine/commands/start-process.ts';
import { systemActor } from '../../engine/policy/system-actor.ts';
import type { Services } from '../../engine/services.ts';
import { process } from '../support/process.ts';
import { UNIT } from './process.ts';
import { median } from './rounds.ts';

/** One that comes back to the same task for ever. */
const round = process('bench_round')
  .start()
  .exclusive('again')
  .userTask('decide', { extensions: `<zeebe:assignmentDefinition candidateGroups="${UNIT}" />` })
  .to('again');

export interface PastSteps {
  /** Events the old instances have behind them, at least. */
  events: number;
  /** Median of a step, in milliseconds. */
  fresh: number;
  old: number;
}

/** What a step costs on instances with a long past, beside the same step on fresh ones, turn by turn. */
export async function benchPast(services: Services, events: number, steps: number): Promise<PastSteps> {
  await deploy(services, systemActor, {
    name: 'bench',
    diagrams: [{ name: 'round.bpmn', xml: round.xml() }],
    forms: [],
  });
  const old = await start(services);
  while ((await eventsOf(services, old)) < events) {
    for (let i = 0; i < 100; i += 1) await step(services, old);
  }
  await services.pool.query('analyze');
  const times: { fresh: number[]; old: number[] } = { fresh: [], old: [] };
  for (let i = 0; i < steps; i += 1) {
    const fresh = await start(services);
    await step(services, fresh);
    times.fresh.push(await timed(() => step(services, fresh)));
    times.old.push(await timed(() => step(services, old)));
  }
  return { events: await eventsOf(services, old), fresh: median(times.fresh), old: median(times.old) };
}

async function start(services: Services): Promise<string> {
  const { instanceKey } = await startProcess(services, systemActor, {
    processId: 'bench_round',
    variables: {},
  });
  return instanceKey;
}

async function step(services: Services, instanceKey: string): Promise<void> {
  const { rows } = await services.pool.query<{ key: string }>({
    name: 'bench-task',
    text: `select key from user_task where instance_key = $1 and state = 'created'`,
    values: [instanceKey],
  });
  await completeTask(services, systemActor, { taskKey: rows[0]!.key, data: {} });
}

async function eventsOf({ pool }: Services, instanceKey: string): Promise<number> {
  const { rows } = await pool.query<{ count: number }>(
    'select count(*)::int as count from history_event where instance_key = $1',
    [instanceKey],
  );
  return rows[0]!.count;
}

export async function timed(work: () => Promise<unknown>): Promise<number> {
  const begin = performance.now();
  await work();
  return performance.now() - begin;
}

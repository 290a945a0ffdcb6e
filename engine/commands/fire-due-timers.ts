import type { Key } from '../core/keys.ts';
import { startTimers } from '../core/timers.ts';
import { Problem } from '../errors.ts';
import type { Services } from '../services.ts';
import { readDefinition, type Definition } from '../store/definitions.ts';
import { execute } from './execute.ts';
import { envOf } from './execution/env.ts';
import { fire } from './execution/fire.ts';
import { hold, type Run } from './execution/run.ts';
import { systemActor } from '../policy/system-actor.ts';
import { startIn } from './start-process.ts';

export interface TimersFired {
  fired: number;
  /** Timers whose step threw: they stay due and are tried again at the next sweep. */
  failed: { timerKey: Key; error: Error }[];
}

/** Due timers looked at in one go; what they bring about may be due as well. */
const BATCH = 200;

/** Fires everything whose time has come by the services' clock. Nodes may do so at once: a timer fires once. */
export async function fireDueTimers(services: Services): Promise<TimersFired> {
  const result: TimersFired = { fired: 0, failed: [] };
  result.fired += await fireStarts(services);
  for (let after = '0'; ;) {
    const due = await findDue(services, after);
    for (const timer of due) {
      try {
        if (await fireTimer(services, timer)) result.fired += 1;
      } catch (error) {
        result.failed.push({ timerKey: timer.key, error: error as Error });
      }
    }
    if (due.length < BATCH) return result;
    after = due.at(-1)!.key;
  }
}

/** When the next timer is due; null when none waits. */
export async function nextTimer(services: Services): Promise<Date | null> {
  const { rows } = await services.pool.query<{ due_at: Date | null }>(
    `select least((select min(due_at) from timer where state = 'waiting'), (select min(due_at) from start_timer)) as due_at`,
  );
  return rows[0]?.due_at ?? null;
}

interface DueTimer {
  key: Key;
  instance_key: Key;
}

async function findDue({ pool, clock }: Services, after: Key): Promise<DueTimer[]> {
  const { rows } = await pool.query<DueTimer>({
    name: 'find-due-timers',
    text: `select t.key, t.instance_key from timer t join process_instance i on i.key = t.instance_key
            where t.state = 'waiting' and t.due_at <= $1 and i.state = 'active' and t.key > $2
            order by t.key limit ${BATCH}`,
    values: [clock.now(), after],
  });
  return rows;
}

/** @returns false when another node was faster, or the instance has gone on meanwhile */
async function fireTimer(services: Services, { key: timerKey, instance_key }: DueTimer): Promise<boolean> {
  try {
    await execute(services, systemActor, async (run) => {
      await fire(run, await hold(run, instance_key), { type: 'timerFired', timerKey });
    });
    return true;
  } catch (error) {
    if (error instanceof Problem && error.status === 409) return false;
    throw error;
  }
}

interface DueStart {
  process_id: string;
  element_id: string;
  definition_key: Key;
  due_at: Date;
  repeats: number | null;
}

/** Timer start events; missed rounds of a stopped server are not made up for. */
async function fireStarts(services: Services): Promise<number> {
  let fired = 0;
  while (await execute(services, systemActor, fireStart)) fired += 1;
  return fired;
}

async function fireStart(run: Run): Promise<boolean> {
  const { rows } = await run.tx.client.query<DueStart>({
    name: 'take-due-start',
    text: `select process_id, element_id, definition_key, due_at, repeats from start_timer
            where due_at <= $1 order by due_at limit 1 for update skip locked`,
    values: [run.now],
  });
  const start = rows[0];
  if (!start) return false;
  const definition = await readDefinition(run.services.pool, run.tx.client, start.definition_key);
  await reschedule(run, start, definition);
  await startIn(run, {
    processId: start.process_id,
    definitionKey: start.definition_key,
    startElementId: start.element_id,
    variables: {},
  });
  return true;
}

async function reschedule(run: Run, start: DueStart, { model }: Definition): Promise<void> {
  const timers = startTimers(model, envOf(run.services, run.now), run.now);
  const due = timers.find(({ elementId }) => elementId === start.element_id)?.due;
  const left = start.repeats === null ? null : start.repeats - 1;
  const again = due && due.at > run.now && (left === null || left >= 0);
  await run.tx.client.query(
    again
      ? {
          text: 'update start_timer set due_at = $3, repeats = $4 where process_id = $1 and element_id = $2',
          values: [start.process_id, start.element_id, due.at, left],
        }
      : {
          text: 'delete from start_timer where process_id = $1 and element_id = $2',
          values: [start.process_id, start.element_id],
        },
  );
}

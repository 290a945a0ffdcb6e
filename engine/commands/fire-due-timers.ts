import type { Key } from '../core/keys.ts';
import { startTimers } from '../core/timers.ts';
import type { Services } from '../services.ts';
import { readDefinition, type Definition } from '../store/definitions.ts';
import { execute } from './execute.ts';
import { envOf } from './execution/env.ts';
import { fire } from './execution/fire.ts';
import { hold, type Run } from './execution/run.ts';
import { sweep, type Swept } from './execution/sweep.ts';
import { systemActor } from '../policy/system-actor.ts';
import { startIn } from './start-process.ts';

/** Due timers looked at in one go; what they bring about may be due as well. */
const BATCH = 500;

/** Fires everything whose time has come by the services' clock. Nodes may do so at once: a timer fires once. */
export async function fireDueTimers(services: Services): Promise<Swept> {
  const started = await fireStarts(services);
  const { done, failed } = await sweep<DueTimer>(
    (last) => findDue(services, last),
    (timer) => fireTimer(services, timer),
  );
  return { done: started + done, failed };
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
  instanceKey: Key;
  /** As PostgreSQL writes it: a Date would lose its microseconds, and the timer be found again. */
  dueAt: string;
}

/** What was due first fires first. */
async function findDue({ pool, clock }: Services, last: DueTimer | null): Promise<DueTimer[]> {
  const { rows } = await pool.query<DueTimer>({
    name: 'find-due-timers',
    text: `select t.key, t.instance_key as "instanceKey", t.due_at::text as "dueAt"
             from timer t join process_instance_live i on i.key = t.instance_key
            where t.state = 'waiting' and t.due_at <= $1 and i.state = 'active' and (t.due_at, t.key) > ($2::timestamptz, $3)
            order by t.due_at, t.key limit ${BATCH}`,
    values: [clock.now(), last?.dueAt ?? '-infinity', last?.key ?? '0'],
  });
  return rows;
}

async function fireTimer(services: Services, { key: timerKey, instanceKey }: DueTimer): Promise<boolean> {
  await execute(services, systemActor, async (run) => {
    await fire(run, await hold(run, instanceKey), { type: 'timerFired', timerKey });
  });
  return true;
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

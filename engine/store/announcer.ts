import type { Pool } from 'pg';
import type { Key } from '../core/keys.ts';
import { CHANGES_CHANNEL, type Change } from './changes.ts';

/** Channel that wakes the workers of all nodes: something may be due sooner than they know. */
export const WAKE_CHANNEL = 'wake';

export type Wake = 'timers' | 'outbox' | 'signals' | 'later';

/** Channel that tells the nodes where workers wait for jobs of which type there are new ones. */
export const JOBS_CHANNEL = 'jobs';

/** A notification holds 8000 bytes; who waits for a longer type is woken by what it begins with. */
export function jobSignal(jobType: string): string {
  return jobType.slice(0, 500);
}

/** What a committed command has changed that open screens and workers should hear of. */
export interface News {
  /** Tasks that came or went: the units among their candidates look at their inbox again. */
  taskKeys: Key[];
  changes: Change[];
  wakes: Set<Wake>;
  /** Types of jobs that workers may fetch now, or sooner than before. */
  jobTypes?: Set<string>;
}

/**
 * How long news of several commands are gathered. NOTIFY inside the commands' transactions would make their commits wait
 * for each other (PostgreSQL holds one lock over notify and flush), so it is sent after the commit, for many at once.
 */
const GATHER_MS = 15;

interface Gathered {
  taskKeys: Set<Key>;
  /** As JSON, so that equal ones are told once. */
  changes: Set<string>;
  wakes: Set<Wake>;
  jobTypes: Set<string>;
}

const waiting = new WeakMap<Pool, Gathered>();

/** Tells all nodes, soon. News are a hint to look again: a node that dies before it told costs nothing but a refresh. */
export function announceSoon(pool: Pool, news: News): void {
  const { taskKeys, changes, wakes, jobTypes = new Set<string>() } = news;
  if (taskKeys.length + changes.length + wakes.size + jobTypes.size === 0) return;
  let gathered = waiting.get(pool);
  if (!gathered) {
    gathered = { taskKeys: new Set(), changes: new Set(), wakes: new Set(), jobTypes: new Set() };
    waiting.set(pool, gathered);
    // a pool that was closed meanwhile has nobody left to tell
    setTimeout(() => void tell(pool).catch(() => undefined), GATHER_MS);
  }
  for (const key of taskKeys) gathered.taskKeys.add(key);
  for (const change of changes) gathered.changes.add(JSON.stringify(change));
  for (const wake of wakes) gathered.wakes.add(wake);
  for (const jobType of jobTypes) gathered.jobTypes.add(jobSignal(jobType));
}

async function tell(pool: Pool): Promise<void> {
  const gathered = waiting.get(pool);
  waiting.delete(pool);
  if (!gathered || pool.ending) return;
  // a notification holds 8000 bytes: units of the tasks are told in groups
  await pool.query({
    name: 'tell-news',
    text: `with units as (
             select value, (row_number() over (order by value)) / 200 as part
               from (select distinct value from task_candidate_live where task_key = any($1::bigint[]) and kind = 'unit') u),
           inboxes as (
             select jsonb_build_object('event', 'inbox', 'orgCodes', jsonb_agg(value))::text as payload
               from units group by part)
           select pg_notify($2, payload) from inboxes
           union all select pg_notify($2, change) from unnest($3::text[]) change
           union all select pg_notify($4, wake) from unnest($5::text[]) wake
           union all select pg_notify($6, job_type) from unnest($7::text[]) job_type`,
    values: [
      [...gathered.taskKeys],
      CHANGES_CHANNEL,
      [...gathered.changes],
      WAKE_CHANNEL,
      [...gathered.wakes],
      JOBS_CHANNEL,
      [...gathered.jobTypes],
    ],
  });
}

import { visibleVariables } from '../core/variables.ts';
import type { Instance } from '../core/instance.ts';
import type { JsonObject, Key } from '../core/keys.ts';
import type { ListenerEvent } from '../core/model.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { announceSoon } from '../store/announcer.ts';

export interface ActivateJobs {
  jobType: string;
  /** Name the worker gives itself. */
  worker: string;
  /** How many at most. */
  atMost: number;
  /** How long the worker has; afterwards a job is handed out again. */
  timeoutMilliseconds: number;
  /** How long to wait for the first job; 0: not at all. */
  waitMilliseconds: number;
  /** Variables the worker wants; all that are visible unless given. */
  variableNames?: string[];
}

/** A job handed out. */
export interface ActivatedJob {
  key: Key;
  /** Which activation this is, from 1: a later one makes this worker's report stale. */
  fence: number;
  jobType: string;
  kind: 'element' | 'executionListener' | 'taskListener';
  listenerEvent: ListenerEvent | null;
  instanceKey: Key;
  definitionKey: Key;
  processId: string;
  version: number;
  elementId: string;
  elementInstanceKey: Key;
  headers: Record<string, string>;
  retries: number;
  deadline: Date;
  variables: JsonObject;
  tags: string[];
}

/** Rings when there may be jobs of a type, on whichever node they were made. */
export interface JobBell {
  /** @returns a function that stops listening */
  onJobs(jobType: string, ring: () => void): () => void;
}

/** Looks again at the latest after so long: a notification may be lost with its connection. */
const LONGEST_SLEEP_MS = 10_000;
/** A job that is due but not handed out belongs to an instance that stands still. */
const SHORTEST_SLEEP_MS = 250;

/**
 * Hands out jobs of a type, those that have waited longest first; each goes to one worker until its time is over. When
 * there are none it waits, without holding a transaction or a connection.
 * @param gone aborted when the worker no longer listens: what it was about to get goes to the next one
 */
export async function activateJobs(
  services: Services,
  actor: Actor,
  wanted: ActivateJobs,
  bell: JobBell,
  gone?: AbortSignal,
): Promise<ActivatedJob[]> {
  const end = performance.now() + wanted.waitMilliseconds;
  for (;;) {
    // listens before it looks: what comes in between is not missed
    const sleep = new Sleep(bell, wanted.jobType, gone);
    try {
      if (gone?.aborted) return [];
      const jobs = await takeJobs(services, actor, wanted);
      if (jobs.length > 0 && gone?.aborted) await giveBack(services, jobs);
      const left = end - performance.now();
      if (jobs.length > 0 || left <= 0) return jobs;
      await sleep.atMost(Math.min(left, await untilNext(services, wanted.jobType)));
    } finally {
      sleep.end();
    }
  }
}

interface TakenRow {
  key: Key;
  fence: number;
  kind: ActivatedJob['kind'];
  listener_event: ListenerEvent | null;
  instance_key: Key;
  element_id: string;
  element_instance_key: Key;
  headers: Record<string, string>;
  retries: number;
}

async function takeJobs(services: Services, actor: Actor, wanted: ActivateJobs): Promise<ActivatedJob[]> {
  const { pool, clock, policy } = services;
  const now = clock.now();
  const deadline = new Date(now.getTime() + wanted.timeoutMilliseconds);
  const values: unknown[] = [wanted.jobType, now, wanted.atMost, wanted.worker, deadline];
  const reach = policy.where(actor, 'job', 'work', { org: 'c.org_code' });
  const allowed = reach.sql.replaceAll('?', () => `$${values.push(reach.bindings[values.length - 5])}`);
  const { rows } = await pool.query<TakenRow>({
    ...(reach.bindings.length === 0 ? { name: `take-jobs ${reach.sql}` } : {}),
    text: `with picked as (
             select j.key from job_live j
               join process_instance_live i on i.key = j.instance_key
               left join case_file c on c.instance_key = i.root_key
              where j.job_type = $1 and j.state in ('created', 'activated') and j.available_at <= $2
                and i.state = 'active' and ${allowed}
              order by j.available_at, j.key limit $3 for update of j skip locked)
           update job_live j set state = 'activated', worker = $4, fence = j.fence + 1, available_at = $5
             from picked where j.key = picked.key
           returning j.key, j.fence, j.kind, j.listener_event, j.instance_key, j.element_id, j.element_instance_key,
             j.headers, j.retries`,
    values,
  });
  if (rows.length === 0) return [];
  const instances = await readInstances(services, rows);
  return rows
    .sort((a, b) => (BigInt(a.key) < BigInt(b.key) ? -1 : 1))
    .flatMap((row) => toJob(row, instances.get(row.instance_key)!, wanted, deadline));
}

interface InstanceOfJob {
  key: Key;
  definition_key: Key;
  process_id: string;
  version: number;
  tags: string[];
  data: Instance;
}

async function readInstances({ pool }: Services, rows: TakenRow[]): Promise<Map<Key, InstanceOfJob>> {
  const { rows: found } = await pool.query<InstanceOfJob>({
    name: 'instances-of-jobs',
    text: 'select key, definition_key, process_id, version, tags, data from process_instance_live where key = any($1::bigint[])',
    values: [[...new Set(rows.map((row) => row.instance_key))]],
  });
  return new Map(found.map((row) => [row.key, row]));
}

/** One whose element has ended in the meantime is no longer to be done. */
function toJob(
  row: TakenRow,
  { data, ...instance }: InstanceOfJob,
  { jobType, variableNames = [] }: ActivateJobs,
  deadline: Date,
): ActivatedJob[] {
  if (!data.elements[row.element_instance_key]) return [];
  const visible = visibleVariables(data, row.element_instance_key);
  return [
    {
      key: row.key,
      fence: row.fence,
      jobType,
      kind: row.kind,
      listenerEvent: row.listener_event,
      instanceKey: row.instance_key,
      definitionKey: instance.definition_key,
      processId: instance.process_id,
      version: instance.version,
      elementId: row.element_id,
      elementInstanceKey: row.element_instance_key,
      headers: row.headers,
      retries: row.retries,
      deadline,
      tags: instance.tags,
      variables: variableNames.length === 0 ? visible : pick(visible, variableNames),
    },
  ];
}

function pick(variables: JsonObject, names: string[]): JsonObject {
  const there = names.filter((name) => Object.hasOwn(variables, name));
  return Object.fromEntries(there.map((name) => [name, variables[name]!]));
}

/** The worker hung up before it could be answered. */
async function giveBack({ pool, clock }: Services, jobs: ActivatedJob[]): Promise<void> {
  await pool.query(
    `update job_live j set state = 'created', worker = null, available_at = $1
       from unnest($2::bigint[], $3::int[]) as r(key, fence)
      where j.key = r.key and j.fence = r.fence and j.state = 'activated'`,
    [clock.now(), jobs.map(({ key }) => key), jobs.map(({ fence }) => fence)],
  );
  const jobTypes = new Set(jobs.map(({ jobType }) => jobType));
  announceSoon(pool, { taskKeys: [], changes: [], wakes: new Set(), jobTypes });
}

/** How long until a job of this type that is locked or held back becomes available. */
async function untilNext({ pool, clock }: Services, jobType: string): Promise<number> {
  const { rows } = await pool.query<{ at: Date | null }>({
    name: 'next-job',
    text: `select min(available_at) as at from job_live where job_type = $1 and state in ('created', 'activated')`,
    values: [jobType],
  });
  const at = rows[0]?.at;
  if (!at) return LONGEST_SLEEP_MS;
  return Math.min(LONGEST_SLEEP_MS, Math.max(SHORTEST_SLEEP_MS, at.getTime() - clock.now().getTime()));
}

/** Waiting that ends early when the bell rings or the worker leaves. */
class Sleep {
  readonly #stop: () => void;
  #woken = false;
  #wake: () => void = () => undefined;

  constructor(
    bell: JobBell,
    jobType: string,
    private readonly gone?: AbortSignal,
  ) {
    this.#stop = bell.onJobs(jobType, this.#ring);
    gone?.addEventListener('abort', this.#ring);
  }

  readonly #ring = (): void => {
    this.#woken = true;
    this.#wake();
  };

  async atMost(milliseconds: number): Promise<void> {
    if (this.#woken) return;
    await new Promise<void>((resolve) => {
      const alarm = setTimeout(resolve, milliseconds);
      this.#wake = () => {
        clearTimeout(alarm);
        resolve();
      };
    });
  }

  end(): void {
    this.#stop();
    this.gone?.removeEventListener('abort', this.#ring);
  }
}

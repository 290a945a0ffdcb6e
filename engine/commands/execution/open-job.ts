import type { ListenerEvent } from '../../core/model.ts';
import type { Key } from '../../core/keys.ts';
import { createProblem } from '../../errors.ts';
import { isSameActivation } from '../../registers/engine/job-key.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { hold, type Run } from './run.ts';

export type JobState = 'created' | 'activated' | 'completed' | 'failed' | 'error_thrown' | 'cancelled';

/** A job as a worker speaks of it: which, and by which of its activations. */
export interface JobHandle {
  jobKey: Key;
  /** The activation it was handed out by; left out, the job is meant whoever has it. */
  fence?: number;
}

export interface JobRow {
  key: Key;
  instance_key: Key;
  element_instance_key: Key;
  element_id: string;
  name: string;
  job_type: string;
  state: JobState;
  listener_event: ListenerEvent | null;
  retries: number;
  fence: number;
  available_at: Date | null;
}

const jobGone = createProblem('job_gone', 404, '没有找到这个作业，可能已经办完或取消。');
const jobStale = createProblem(
  'job_stale',
  409,
  '这个作业已超时并交给别的程序办理，这次报来的结果不再接受。',
);
const jobStopped = createProblem('job_stopped', 409, '这个作业出了故障，处理好故障后才能继续。');

/** Nothing comes of these any more; where an error is an incident, its retry makes a job of its own. */
const over = new Set<JobState>(['completed', 'error_thrown', 'cancelled']);

/**
 * Locks a job and its instance for whoever reports on it.
 * @param states in which it may be; one that waits for its incident is `stopped` otherwise
 * @throws `job_gone` (404), `job_stale` (409) when another worker has it by now, `job_stopped` (409)
 */
export async function holdJob(
  run: Run,
  { jobKey, fence }: JobHandle,
  states: JobState[] = ['created', 'activated'],
): Promise<{ job: JobRow; held: HeldInstance }> {
  const held = await hold(run, await instanceOf(run, jobKey));
  const { rows } = await run.tx.client.query<JobRow>({
    name: 'lock-job',
    text: `select key, instance_key, element_instance_key, element_id, name, job_type, state, listener_event, retries, fence, available_at
             from job_live where key = $1 for update`,
    values: [jobKey],
  });
  const job = rows[0]!;
  const { policy } = run.services;
  policy.require(run.actor, 'job', 'work', { orgCode: held.caseFile?.orgCode ?? null });
  if (over.has(job.state)) throw jobGone();
  if (fence !== undefined && !isSameActivation(fence, job.fence)) throw jobStale();
  if (!states.includes(job.state)) throw jobStopped();
  return { job, held };
}

/** Instances are locked before their jobs, as steps do. */
async function instanceOf(run: Run, jobKey: Key): Promise<Key> {
  const { rows } = await run.tx.client.query<{ instance_key: Key }>({
    name: 'find-job',
    text: 'select instance_key from job_live where key = $1',
    values: [jobKey],
  });
  if (!rows[0]) throw jobGone();
  return rows[0].instance_key;
}

import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { holdJob, type JobHandle, type JobRow } from './execution/open-job.ts';
import type { Run } from './execution/run.ts';

export interface UpdateJob extends JobHandle {
  /** How often it may still be tried. */
  retries?: number;
  /** How long its worker has, from now on. */
  timeoutMilliseconds?: number;
}

const notActive = createProblem('job_not_active', 409, '这个作业现在没有程序在办，不能改办理时限。');

/**
 * Gives a job more tries, or its worker more time.
 * @throws `job_gone`, `job_stale`, `job_not_active`
 */
export function updateJob(services: Services, actor: Actor, input: UpdateJob): Promise<void> {
  const { retries, timeoutMilliseconds } = input;
  return execute(services, actor, async (run) => {
    // whoever has it, its tries may be counted anew; its time is its worker's alone
    const handle = timeoutMilliseconds === undefined ? { jobKey: input.jobKey } : input;
    const { job } = await holdJob(run, handle, ['created', 'activated', 'failed']);
    if (retries !== undefined) {
      await run.tx.client.query('update job_live set retries = $2 where key = $1', [job.key, retries]);
    }
    if (timeoutMilliseconds !== undefined) await extend(run, job, timeoutMilliseconds);
  });
}

async function extend({ tx, now }: Run, { key, state }: JobRow, milliseconds: number): Promise<void> {
  if (state !== 'activated') throw notActive();
  const until = new Date(now.getTime() + milliseconds);
  await tx.client.query('update job_live set available_at = $2 where key = $1', [key, until]);
}

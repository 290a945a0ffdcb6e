import type { JsonObject } from '../core/keys.ts';
import type { TaskCorrections } from '../core/trigger.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { holdJob, type JobHandle, type JobRow } from './execution/open-job.ts';
import type { Run } from './execution/run.ts';

export interface CompleteJob extends JobHandle {
  variables: JsonObject;
  /** What a task listener has decided besides. */
  listener?: ListenerResult;
}

export interface ListenerResult {
  /** Why what somebody wanted to do with the task is refused; it stays as it was. */
  denied?: string;
  corrections?: TaskCorrections;
}

const notDeniable = createProblem('not_deniable', 409, '只有对领取、变更、办理任务的监听可以拒绝。');

/**
 * A worker has done a job: its element goes on with the variables.
 * @throws `job_gone`, `job_stale`, `job_stopped`, `not_deniable`
 */
export function completeJob(services: Services, actor: Actor, input: CompleteJob): Promise<void> {
  const { variables, listener = {} } = input;
  return execute(services, actor, async (run) => {
    const { job, held } = await holdJob(run, input);
    const { denied, corrections } = listener;
    if (denied !== undefined) await deny(run, job, denied);
    await fire(run, held, {
      type: 'jobCompleted',
      jobKey: job.key,
      variables,
      ...(denied === undefined ? {} : { denied }),
      ...(corrections ? { corrections } : {}),
    });
  });
}

async function deny({ tx }: Run, { key, listener_event: on }: JobRow, reason: string): Promise<void> {
  if (on !== 'assigning' && on !== 'updating' && on !== 'completing') throw notDeniable();
  await tx.client.query('update job_live set denied_reason = $2 where key = $1', [key, reason]);
}

import type { JsonObject } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { holdJob, type JobHandle } from './execution/open-job.ts';

export interface ThrowJobError extends JobHandle {
  errorCode: string;
  message: string;
  /** Set in the scope of the event that catches it. */
  variables: JsonObject;
}

/** A worker reports a business error of a job: error events of the diagram catch it, or it is an incident. */
export function throwJobError(services: Services, actor: Actor, input: ThrowJobError): Promise<void> {
  const { errorCode, message, variables } = input;
  return execute(services, actor, async (run) => {
    const { job, held } = await holdJob(run, input);
    await run.tx.client.query('update job_live set error_code = $2, error_message = $3 where key = $1', [
      job.key,
      errorCode,
      message,
    ]);
    await fire(run, held, { type: 'jobErrorThrown', jobKey: job.key, errorCode, message, variables });
  });
}

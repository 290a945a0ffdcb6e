import type { JsonObject } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { holdJob, type JobHandle } from './execution/open-job.ts';

export interface FailJob extends JobHandle {
  message: string;
  /** How often it may still be tried; 0: it is an incident. */
  retries: number;
  /** How long it is held back before the next try. */
  backOffMilliseconds: number;
  /** Set in the scope of its element. */
  variables?: JsonObject;
}

/** A worker could not do a job: it is handed out again later, or stops the process here until somebody has looked. */
export function failJob(services: Services, actor: Actor, input: FailJob): Promise<void> {
  const { message, retries, backOffMilliseconds, variables = {} } = input;
  return execute(services, actor, async (run) => {
    const { job, held } = await holdJob(run, input);
    const again = retries > 0;
    await run.tx.client.query({
      name: 'fail-job',
      text: `update job_live set state = $2, retries = $3, error_message = $4, available_at = $5 where key = $1`,
      values: [
        job.key,
        again ? 'created' : 'failed',
        Math.max(0, retries),
        message,
        again ? new Date(run.now.getTime() + backOffMilliseconds) : null,
      ],
    });
    if (Object.keys(variables).length > 0) {
      const scopeKey = job.element_instance_key;
      await fire(run, held, { type: 'variablesChanged', scopeKey, variables, local: true });
    }
    // those who wait for such a job learn when it comes back
    if (again) run.jobTypes.add(job.job_type);
    else
      await fire(run, held, { type: 'jobFailed', jobKey: job.key, message: message || nameless(job.name) });
  });
}

function nameless(name: string): string {
  return `Expected a worker to do '${name}', but it gave up without saying why.`;
}

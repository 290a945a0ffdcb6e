import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** Jobs, and what became of those that were done in the same transaction. */
export function jobParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const completed = new Set(all(events, 'jobCompleted').map((event) => event.jobKey));
  const cancelled = new Set(all(events, 'jobCancelled').map((event) => event.jobKey));
  const stateOf = (key: Key) => {
    if (completed.has(key)) return 'completed';
    if (cancelled.has(key)) return 'cancelled';
    return context.jobErrors.has(key) ? 'failed' : 'created';
  };
  const created = all(events, 'jobCreated');
  const own = new Set(created.map((job) => job.jobKey));
  const changed = [...completed, ...cancelled].filter((key) => !own.has(key));
  return [
    ...part(
      created.map((job) => ({
        key: job.jobKey,
        element_instance_key: job.elementInstanceKey,
        element_id: job.elementId,
        name: job.name,
        job_type: job.jobType,
        state: stateOf(job.jobKey),
        retries: job.retries,
        headers: job.headers,
        // what a job was given is kept only while somebody may still have to do it
        variables: stateOf(job.jobKey) === 'completed' ? {} : job.variables,
        error_message: context.jobErrors.get(job.jobKey) ?? null,
      })),
      'jo',
      {
        text: `insert into job (key, instance_key, created_at, element_instance_key, element_id, name, job_type, state,
                 retries, headers, variables, error_message, ended_at)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.name, r.job_type, r.state, r.retries,
                 r.headers, r.variables, r.error_message,
                 case when r.state in ('completed', 'cancelled') then $2::timestamptz end
               from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text, name text,
                 job_type text, state text, retries int, headers jsonb, variables jsonb, error_message text)`,
        values: [instance.key, context.now],
      },
    ),
    ...keyPart(changed, 'ju', {
      text: `update job set variables = '{}', ended_at = $1,
               state = case when key = any($2::bigint[]) then 'completed' else 'cancelled' end
             where key = any($3::bigint[])`,
      values: [context.now, [...completed]],
    }),
  ];
}

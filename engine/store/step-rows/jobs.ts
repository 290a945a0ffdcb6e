import type { Key } from '../../core/keys.ts';
import type { ListenerEvent } from '../../core/model.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** Jobs, and what became of those that were done in the same transaction; the others wait for a worker to fetch them. */
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
        kind: kindOf(job.listenerEvent),
        listener_event: job.listenerEvent,
        state: stateOf(job.jobKey),
        retries: job.retries,
        headers: job.headers,
        // workers are given what is visible when they fetch the job; of what failed here one may want to see the input
        variables: stateOf(job.jobKey) === 'failed' ? job.variables : {},
        error_message: context.jobErrors.get(job.jobKey) ?? null,
      })),
      'jo',
      {
        text: `insert into job_live (key, instance_key, created_at, element_instance_key, element_id, name, job_type, kind,
                 listener_event, state, retries, headers, variables, error_message, available_at, ended_at)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.name, r.job_type, r.kind,
                 r.listener_event, r.state, r.retries, r.headers, r.variables, r.error_message,
                 case when r.state = 'created' then $2::timestamptz end,
                 case when r.state in ('completed', 'cancelled') then $2::timestamptz end
               from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text, name text,
                 job_type text, kind text, listener_event text, state text, retries int, headers jsonb,
                 variables jsonb, error_message text)`,
        values: [instance.key, context.now],
      },
    ),
    ...keyPart(changed, 'ju', {
      // a job whose worker has thrown an error carries its code by now
      text: `update job_live set variables = '{}', ended_at = $1, available_at = null,
               state = case when error_code is not null then 'error_thrown'
                            when key = any($2::bigint[]) then 'completed' else 'cancelled' end
             where key = any($3::bigint[])`,
      values: [context.now, [...completed]],
    }),
  ];
}

function kindOf(listenerEvent: ListenerEvent | null): string {
  if (listenerEvent === null) return 'element';
  return listenerEvent === 'start' || listenerEvent === 'end' ? 'executionListener' : 'taskListener';
}

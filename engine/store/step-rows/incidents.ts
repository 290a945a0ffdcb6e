import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** What has stopped, and what goes on again. */
export function incidentParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const resolved = new Set(all(events, 'incidentResolved').map((event) => event.incidentKey));
  const raised = all(events, 'incidentRaised').filter((event) => !resolved.has(event.incidentKey));
  const own = new Set(all(events, 'incidentRaised').map((event) => event.incidentKey));
  return [
    ...part(
      raised.map((event) => ({
        key: event.incidentKey,
        element_instance_key: event.elementInstanceKey,
        element_id: event.elementId,
        job_key: event.jobKey ?? null,
        code: event.code,
        message: event.message,
      })),
      'ii',
      {
        text: `insert into incident_live (key, instance_key, raised_at, element_instance_key, element_id, job_key, code, message)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.job_key, r.code, r.message
                 from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text,
                   job_key bigint, code text, message text)`,
        values: [instance.key, context.now],
      },
    ),
    ...keyPart(
      [...resolved].filter((key) => !own.has(key)),
      'iu',
      {
        text: 'update incident_live set resolved_at = $1, resolved_by = $2 where key = any($3::bigint[])',
        values: [context.now, context.actorId],
      },
    ),
  ];
}

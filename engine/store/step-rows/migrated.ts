import type { Event } from '../../core/events.ts';
import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import { all, part } from './part.ts';

/** Open rows follow their elements to another version of the process. */
export function migratedParts({ events, definition }: HeldInstance): SavePart[] {
  const ended = endedKeys(events);
  const elements = all(events, 'elementMigrated');
  const waits = all(events, 'waitMigrated').filter(({ waitKey }) => !ended.has(waitKey));
  const tasks = elements.filter(({ userTaskKey }) => userTaskKey !== null && !ended.has(userTaskKey));
  const jobs = elements.filter(({ jobKey }) => jobKey !== null && !ended.has(jobKey));
  const moved = (type: string) =>
    waits
      .filter(({ waitType }) => waitType === type)
      .map(({ waitKey: key, elementId }) => ({ key, element_id: elementId }));
  return [
    ...part(
      tasks.map((event) => ({
        key: event.userTaskKey,
        element_id: event.elementId,
        name: event.name,
        form_key: event.formId === null ? null : (definition.forms[event.formId] ?? null),
        properties: event.properties,
      })),
      'mu',
      {
        text: `update user_task_live t set element_id = r.element_id, name = r.name, form_key = r.form_key,
                 properties = r.properties, definition_key = $1, process_id = $2, revision = t.revision + 1
                 from jsonb_to_recordset($3) as r(key bigint, element_id text, name text, form_key bigint,
                   properties jsonb) where t.key = r.key`,
        values: [definition.key, definition.processId],
      },
    ),
    ...part(
      jobs.map(({ jobKey: key, elementId, name }) => ({ key, element_id: elementId, name })),
      'mj',
      {
        text: `update job_live j set element_id = r.element_id, name = r.name
                 from jsonb_to_recordset($1) as r(key bigint, element_id text, name text) where j.key = r.key`,
        values: [],
      },
    ),
    ...part(
      elements.map(({ elementInstanceKey, elementId }) => ({
        key: elementInstanceKey,
        element_id: elementId,
      })),
      'mi',
      {
        text: `update incident_live i set element_id = r.element_id
                 from jsonb_to_recordset($1) as r(key bigint, element_id text)
                where i.element_instance_key = r.key and i.resolved_at is null`,
        values: [],
      },
    ),
    ...waitPart(moved('timer'), 'mt', 'timer'),
    ...waitPart(moved('message'), 'ms', 'subscription'),
    ...waitPart(moved('signal'), 'mg', 'signal_subscription'),
  ];
}

/** What a condition of the target has ended in the same step: its rows say so already. */
function endedKeys(events: Event[]): Set<Key> {
  return new Set(
    events.flatMap((event) => {
      switch (event.type) {
        case 'userTaskCompleted':
        case 'userTaskCancelled':
          return [event.userTaskKey];
        case 'jobCompleted':
        case 'jobCancelled':
          return [event.jobKey];
        case 'timerFired':
        case 'timerCancelled':
          return [event.timerKey];
        case 'subscriptionClosed':
        case 'signalUnawaited':
          return [event.subscriptionKey];
        default:
          return [];
      }
    }),
  );
}

function waitPart(rows: { key: string; element_id: string }[], code: string, table: string): SavePart[] {
  return part(rows, code, {
    text: `update ${table} w set element_id = r.element_id
             from jsonb_to_recordset($1) as r(key bigint, element_id text) where w.key = r.key`,
    values: [],
  });
}

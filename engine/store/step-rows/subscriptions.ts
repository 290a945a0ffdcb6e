import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** Messages an instance waits for. */
export function subscriptionParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const closed = new Set(all(events, 'subscriptionClosed').map((event) => event.subscriptionKey));
  const opened = all(events, 'subscriptionOpened');
  const own = new Set(opened.map((event) => event.subscriptionKey));
  const gone = [...closed].filter((key) => !own.has(key));
  const open = opened.filter((event) => !closed.has(event.subscriptionKey));
  return [
    ...part(
      open.map((event) => ({
        key: event.subscriptionKey,
        element_instance_key: event.elementInstanceKey,
        element_id: event.elementId,
        message_name: event.messageName,
        correlation_key: event.correlationKey,
      })),
      'si',
      {
        text: `insert into subscription (key, instance_key, opened_at, element_instance_key, element_id, message_name,
                 correlation_key)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.message_name, r.correlation_key
                 from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text,
                   message_name text, correlation_key text)`,
        values: [instance.key, context.now],
      },
    ),
    ...keyPart(gone, 'sd', { text: 'delete from subscription where key = any($1::bigint[])', values: [] }),
  ];
}

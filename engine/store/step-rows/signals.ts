import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import type { StepContext } from '../step-rows.ts';
import { all, keyPart, part } from './part.ts';

/** Signals an instance waits for. */
export function signalParts({ events, instance }: HeldInstance, context: StepContext): SavePart[] {
  const closed = new Set(all(events, 'signalUnawaited').map((event) => event.subscriptionKey));
  const opened = all(events, 'signalAwaited');
  const own = new Set(opened.map((event) => event.subscriptionKey));
  return [
    ...part(
      opened
        .filter((event) => !closed.has(event.subscriptionKey))
        .map((event) => ({
          key: event.subscriptionKey,
          element_instance_key: event.elementInstanceKey,
          element_id: event.elementId,
          signal_name: event.signalName,
        })),
      'gi',
      {
        text: `insert into signal_subscription (key, instance_key, opened_at, element_instance_key, element_id, signal_name)
               select r.key, $1, $2, r.element_instance_key, r.element_id, r.signal_name
                 from jsonb_to_recordset($3) as r(key bigint, element_instance_key bigint, element_id text,
                   signal_name text)`,
        values: [instance.key, context.now],
      },
    ),
    ...keyPart(
      [...closed].filter((key) => !own.has(key)),
      'gd',
      { text: 'delete from signal_subscription where key = any($1::bigint[])', values: [] },
    ),
  ];
}

import type { Key } from '../../core/keys.ts';
import type { HeldInstance } from '../instances.ts';
import type { SavePart } from '../save-batch.ts';
import { all, keyPart, part } from './part.ts';

/** Timers an instance waits for, and those that have rung or are no longer waited for. */
export function timerParts({ events, instance }: HeldInstance): SavePart[] {
  const fired = new Set(all(events, 'timerFired').map((event) => event.timerKey));
  const cancelled = new Set(all(events, 'timerCancelled').map((event) => event.timerKey));
  const stateOf = (key: Key) => (fired.has(key) ? 'fired' : cancelled.has(key) ? 'cancelled' : 'waiting');
  const created = all(events, 'timerCreated');
  const own = new Set(created.map((timer) => timer.timerKey));
  const ended = [...fired, ...cancelled].filter((key) => !own.has(key));
  return [
    ...part(
      created.map((timer) => ({
        key: timer.timerKey,
        element_instance_key: timer.elementInstanceKey,
        element_id: timer.elementId,
        due_at: timer.dueAt,
        state: stateOf(timer.timerKey),
      })),
      'ti',
      {
        text: `insert into timer (key, instance_key, element_instance_key, element_id, due_at, state)
               select r.key, $1, r.element_instance_key, r.element_id, r.due_at, r.state
                 from jsonb_to_recordset($2) as r(key bigint, element_instance_key bigint, element_id text,
                   due_at timestamptz, state text)`,
        values: [instance.key],
      },
    ),
    ...keyPart(ended, 'tu', {
      text: `update timer set state = case when key = any($1::bigint[]) then 'fired' else 'cancelled' end
             where key = any($2::bigint[])`,
      values: [[...fired]],
    }),
  ];
}

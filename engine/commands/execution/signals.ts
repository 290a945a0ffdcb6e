import type { JsonObject, Key } from '../../core/keys.ts';
import type { HeldInstance } from '../../store/instances.ts';
import type { Run } from './run.ts';

/**
 * Notes for everybody who waits for the signal now that it is to be delivered: instances, and processes it starts. A
 * broadcast may reach thousands of instances, so that each of them takes its step in a transaction of its own.
 * @returns how many receivers there are
 */
export async function broadcast(run: Run, name: string, variables: JsonObject): Promise<number> {
  const here = [...run.held.values()].flatMap((held) => awaitedHere(held, name));
  const { rowCount } = await run.tx.client.query({
    name: 'broadcast-signal',
    text: `insert into signal_delivery (instance_key, subscription_key, definition_key, element_id, variables, broadcast_at)
           select s.instance_key, s.key, null::bigint, null, $2::jsonb, $3::timestamptz
             from signal_subscription s where s.signal_name = $1
           union all
           select r.instance_key, r.key, null, null, $2, $3
             from jsonb_to_recordset($4) as r(instance_key bigint, key bigint)
           union all
           select null, null, t.definition_key, t.element_id, $2, $3 from start_signal t where t.signal_name = $1`,
    values: [name, JSON.stringify(variables), run.now, JSON.stringify(here)],
  });
  if (rowCount) run.wakes.add('signals');
  return rowCount ?? 0;
}

/** Waits this very command has opened: no row tells of them yet. */
function awaitedHere({ instance, events }: HeldInstance, name: string): { instance_key: Key; key: Key }[] {
  const closed = new Set(
    events.flatMap((event) => (event.type === 'signalUnawaited' ? [event.subscriptionKey] : [])),
  );
  return events.flatMap((event) =>
    event.type === 'signalAwaited' && event.signalName === name && !closed.has(event.subscriptionKey)
      ? [{ instance_key: instance.key, key: event.subscriptionKey }]
      : [],
  );
}

import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject, JsonValue, Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';

export interface EndOfInstance {
  state: 'completed' | 'cancelled';
  /** Of its outermost scope, as they were at the end. */
  variables: JsonObject;
}

const FIRST_LOOK_MS = 10;
const LONGEST_PAUSE_MS = 200;

/**
 * Waits for an instance to end, holding neither a transaction nor a connection.
 * @returns null when it still runs after that time, or when nobody waits any more
 */
export async function awaitEnd(
  services: Services,
  instanceKey: Key,
  { milliseconds, gone }: { milliseconds: number; gone?: AbortSignal },
): Promise<EndOfInstance | null> {
  const end = performance.now() + milliseconds;
  for (let wait = FIRST_LOOK_MS; ; wait = Math.min(LONGEST_PAUSE_MS, wait * 1.5)) {
    const state = await stateOf(services, instanceKey);
    if (state === 'completed' || state === 'cancelled')
      return { state, variables: await rootVariables(services, instanceKey) };
    const left = end - performance.now();
    if (left <= 0 || gone?.aborted) return null;
    await pause(Math.min(wait, left));
  }
}

async function stateOf({ pool }: Services, instanceKey: Key): Promise<string | undefined> {
  const { rows } = await pool.query<{ state: string }>({
    name: 'state-of-instance',
    text: 'select state from process_instance where key = $1',
    values: [instanceKey],
  });
  return rows[0]?.state;
}

async function rootVariables({ pool }: Services, instanceKey: Key): Promise<JsonObject> {
  const { rows } = await pool.query<{ name: string; value: string }>(
    'select name, value from variable where instance_key = $1 and scope_key = $1',
    [instanceKey],
  );
  return Object.fromEntries(rows.map(({ name, value }) => [name, JSON.parse(value) as JsonValue]));
}

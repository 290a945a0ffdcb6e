import type { JsonObject, Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { broadcast } from './execution/signals.ts';

export interface SignalBroadcast {
  /** Names this broadcast. */
  signalKey: Key;
  receivers: number;
}

/** Brings a signal to everybody who waits for it now. They take their steps right after, each on its own. */
export function broadcastSignal(
  services: Services,
  actor: Actor,
  { name, variables }: { name: string; variables: JsonObject },
): Promise<SignalBroadcast> {
  return execute(services, actor, async (run) => {
    const receivers = await broadcast(run, name, variables);
    await run.keys.reserve(run.tx.client, 1);
    return { signalKey: run.keys.next(), receivers };
  });
}

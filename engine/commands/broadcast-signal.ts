import type { JsonObject } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { broadcast } from './execution/signals.ts';

/** Brings a signal to everybody who waits for it now. They take their steps right after, each on its own. */
export function broadcastSignal(
  services: Services,
  actor: Actor,
  { name, variables }: { name: string; variables: JsonObject },
): Promise<{ receivers: number }> {
  return execute(services, actor, async (run) => ({ receivers: await broadcast(run, name, variables) }));
}

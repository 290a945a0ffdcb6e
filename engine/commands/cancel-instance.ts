import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { fire } from './execution/fire.ts';
import { noteOperation } from './execution/note-operation.ts';
import { hold } from './execution/run.ts';

export interface CancelInstance {
  instanceKey: Key;
  reason: string;
  /** How the case ends; 终止 unless given. */
  outcome?: { outcome: string; outcomeName: string };
}

/** Ends an instance where it stands, with everything it waits for. Who may is for the caller to check. */
export function cancelInstance(services: Services, actor: Actor, input: CancelInstance): Promise<void> {
  return execute(services, actor, async (run) => {
    const held = await hold(run, input.instanceKey);
    const { outcome } = input;
    await fire(run, held, { type: 'cancel', ...(outcome ? { outcome } : {}) });
    await noteOperation(run, held, {
      action: 'cancelInstance',
      kind: 'terminate',
      text: input.reason,
      detail: { reason: input.reason },
      visibleToApplicant: true,
    });
  });
}

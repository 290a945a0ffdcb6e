import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { fire } from './execution/fire.ts';
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
    if (input.outcome) run.outcomes.set(input.instanceKey, input.outcome);
    await fire(run, held, { type: 'cancel' });
    audit(run, {
      action: 'cancelInstance',
      resource: 'case',
      resourceId: held.caseFile?.number ?? input.instanceKey,
      orgCode: held.caseFile?.orgCode ?? null,
      detail: { reason: input.reason },
    });
  });
}

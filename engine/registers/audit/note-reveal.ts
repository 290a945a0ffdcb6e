import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from './write-audit.ts';

/** What was masked and is shown in full to somebody who said why. */
export interface Revealed {
  resource: 'member' | 'case';
  resourceId: string;
  orgCode: string;
  field: string;
  reason: string;
}

/** Puts on record what is about to be shown. No record, no value: wait for it. */
export function noteReveal(
  { db, clock }: Services,
  actor: Actor,
  { field, reason, ...of }: Revealed,
): Promise<void> {
  return writeAudit(db, { at: clock.now(), actor, action: 'reveal', ...of, detail: { field, reason } });
}

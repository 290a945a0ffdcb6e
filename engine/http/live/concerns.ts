import type { Actor } from '../../policy/actor.ts';
import type { OrgCodes } from '../../policy/org-code.ts';
import type { Change } from '../../store/changes.ts';

/** A unit hears of itself and of what lies below it, a member of himself; what names nobody is for all units. */
export function concerns(change: Change, actor: Actor, codes: OrgCodes): boolean {
  if (actor.kind === 'member') return change.memberIds?.includes(actor.memberId) ?? false;
  if (!change.orgCodes && !change.memberIds) return true;
  return change.orgCodes?.some((code) => codes.within(code, actor.orgCode)) ?? false;
}

import type { TaskDetail } from '../../../../engine/http/resources/tasks/schemas.ts';

export type News = 'done' | 'cancelled' | 'taken' | 'freed' | '';
type Compared = Pick<
  TaskDetail,
  'state' | 'suspended' | 'actions' | 'assignee' | 'claimedByMe' | 'delegation'
>;

/** What somebody else did to an open task that no other banner tells of: from how it was shown to how it is now. */
export function newsOf(before: Compared, now: Compared): News {
  if (before.state !== 'created') return '';
  if (now.state === 'completed') return 'done';
  if (now.state === 'cancelled') return 'cancelled';
  // the banner of the case says that, and who did it
  if (before.suspended !== now.suspended) return '';
  // so do the banner of a delegation, and the opinion that has come
  if (before.delegation || now.delegation) return '';
  const could = before.actions.includes('complete');
  const can = now.actions.includes('complete');
  if (could && !can) return isTaken(before, now) ? 'taken' : '';
  return !could && can ? 'freed' : '';
}

/** Else the task's own notices say why it cannot be completed. */
function isTaken(before: Compared, now: Compared): boolean {
  return now.assignee !== null && !now.claimedByMe && now.assignee !== before.assignee;
}

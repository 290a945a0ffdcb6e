import type { Policy } from '../../policy/policy.ts';

export type Urgency = 'overdue' | 'soon' | 'ok';

/** The moment until which a due date counts as near, however long the term is: one working day from now (services 0.7). */
export function soonBorder(policy: Policy, now: Date): Date {
  return policy.dueAt('1WD', now) ?? now;
}

/**
 * Amber begins when less than a fifth of the term is left, at the latest one working day before its end.
 * The same rule in SQL, for lists and counters; bindings: now, now, border.
 */
export const urgencySql = `case
  when t.due_at is null then 'ok'
  when t.due_at < ? then 'overdue'
  when t.due_at - (t.due_at - t.created_at) / 5 <= ? or t.due_at <= ? then 'soon'
  else 'ok' end`;

export function urgencyBindings(policy: Policy, now: Date): Date[] {
  return [now, now, soonBorder(policy, now)];
}

import type { Transaction } from '../../store/transaction.ts';

export interface LateTask {
  taskKey: string;
  caseId: string | null;
  /** The applicant, whose line in the roster turns red. */
  memberId: string | null;
  /** The unit that is late. */
  orgCode: string;
  dueAt: Date;
  now: Date;
}

/**
 * Raises the red warning of an overdue task for one of its units.
 * @returns false when it is open already
 */
export async function raiseWarning(tx: Transaction, late: LateTask): Promise<boolean> {
  const { rowCount } = await tx.client.query({
    name: 'raise-warning',
    text: `insert into red_warning (task_key, case_id, member_id, org_code, due_at, raised_at)
           values ($1, $2, $3, $4, $5, $6)
           on conflict (task_key, org_code) where resolved_at is null do nothing`,
    values: [late.taskKey, late.caseId, late.memberId, late.orgCode, late.dueAt, late.now],
  });
  return rowCount === 1;
}

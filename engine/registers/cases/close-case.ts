import type { Transaction } from '../../store/transaction.ts';

export interface CaseOutcome {
  instanceKey: string;
  /** `done`, `rejected`, `refused`, `notEligible`, `noSupplement`, `withdrawn` … (property `outcome` of the end event) */
  outcome: string;
  /** The end event's name in plain words: 按期转正. */
  outcomeName: string;
  closedAt: Date;
}

/** Closes the case of an instance that has ended; the file stays readable. */
export async function closeCase(tx: Transaction, closed: CaseOutcome): Promise<void> {
  await tx.client.query({
    name: 'close-case',
    text: `update case_file set status = 'closed', outcome = $2, outcome_name = $3, closed_at = $4
           where instance_key = $1 and status = 'open'`,
    values: [closed.instanceKey, closed.outcome, closed.outcomeName, closed.closedAt],
  });
}

/** Keeps the line that lists show beside the number up with the process's variables. */
export async function refreshSummary(tx: Transaction, instanceKey: string, summary: string): Promise<void> {
  await tx.client.query({
    name: 'refresh-case-summary',
    text: `update case_file set summary = $2 where instance_key = $1 and summary is distinct from $2`,
    values: [instanceKey, summary],
  });
}

/** From now on these units do not see the case. */
export async function hideCase(tx: Transaction, instanceKey: string, units: string[]): Promise<void> {
  await tx.client.query({
    name: 'hide-case',
    text: `update case_file set hidden_from = $2 where instance_key = $1 and hidden_from is distinct from $2`,
    values: [instanceKey, units],
  });
}

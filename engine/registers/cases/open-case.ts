import type { Transaction } from '../../store/transaction.ts';

export interface NewCase {
  /** Two letters: `KN`, `RD`, `YT` … */
  serviceCode: string;
  processId: string;
  title: string;
  summary: string | null;
  applicantMemberId: string | null;
  applicantName: string;
  /** The applicant's organisation at submission. */
  orgCode: string;
  channel: 'member' | 'unit' | 'window' | 'system';
  createdBy: string;
  instanceKey: string;
  submittedAt: Date;
  /** Units that must not see it though their subtree holds it. */
  hiddenFrom?: string[];
}

/**
 * Takes the next number of the service and year: `KN-2026-000017`. Numbers of one service wait for each other until
 * their transaction ends, so that none is skipped or given twice.
 * @param year calendar year in the office's time zone
 */
export async function takeCaseNumber(tx: Transaction, serviceCode: string, year: number): Promise<string> {
  const { rows } = await tx.client.query<{ last: number }>({
    name: 'take-case-number',
    text: `insert into case_serial as s (service_code, year, last) values ($1, $2, 1)
           on conflict (service_code, year) do update set last = s.last + 1 returning last`,
    values: [serviceCode, year],
  });
  return `${serviceCode}-${year}-${String(rows[0]!.last).padStart(6, '0')}`;
}

/** Opens the case file of an instance that was just started. */
export async function openCase(tx: Transaction, number: string, opened: NewCase): Promise<{ id: string }> {
  const { rows } = await tx.client.query<{ id: string }>({
    name: 'open-case',
    text: `insert into case_file (number, service_code, process_id, title, summary, applicant_member_id,
             applicant_name, org_code, channel, created_by, instance_key, submitted_at, hidden_from)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) returning id`,
    values: [
      number,
      opened.serviceCode,
      opened.processId,
      opened.title,
      opened.summary,
      opened.applicantMemberId,
      opened.applicantName,
      opened.orgCode,
      opened.channel,
      opened.createdBy,
      opened.instanceKey,
      opened.submittedAt,
      opened.hiddenFrom ?? [],
    ],
  });
  return { id: rows[0]!.id };
}

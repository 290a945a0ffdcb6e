import { enqueueSms } from '../store/outbox.ts';
import type { Effect, EffectJob } from './effect.ts';
import { flagInput, requiredText, textInput } from './input.ts';
import { findRecipients } from './recipients.ts';

/**
 * Job type `notify`: a message into the boxes of members or units, on wish by SMS as well.
 * Inputs: `to` (see recipients.ts), `title`, `body`; `sms` = true.
 */
export const notify: Effect = {
  type: 'notify',
  async run(job) {
    const { memberIds, orgCodes } = await findRecipients(job, textInput(job.input, 'to') ?? 'applicant');
    const title = requiredText(job.input, 'title');
    const body = textInput(job.input, 'body') ?? '';
    await writeMessages(job, memberIds, orgCodes, title, body);
    job.tell({ event: 'notification', memberIds, orgCodes });
    if (!flagInput(job.input, 'sms')) return;
    for (const memberId of memberIds) {
      await enqueueSms(job.tx.client, {
        memberId,
        text: body === '' ? title : `${title}。${body}`,
        idempotencyKey: `job-${job.job.jobKey}-${memberId}`,
        createdAt: job.now,
      });
      job.wake('outbox');
    }
  },
};

async function writeMessages(
  { tx, now, caseFile }: EffectJob,
  memberIds: string[],
  orgCodes: string[],
  title: string,
  body: string,
): Promise<void> {
  await tx.client.query({
    name: 'write-messages',
    text: `insert into notification (member_id, org_code, case_id, title, body, created_at)
           select m, null, $3::bigint, $4::text, $5::text, $6::timestamptz from unnest($1::bigint[]) m
           union all
           select null, u, $3, $4, $5, $6 from unnest($2::text[]) u`,
    values: [memberIds, orgCodes, caseFile?.id ?? null, title, body, now],
  });
}

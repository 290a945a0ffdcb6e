import { createProblem } from '../errors.ts';
import { systemActor } from '../policy/system-actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { unitsKeptFrom } from '../registers/cases/hidden.ts';
import { enqueueSms } from '../store/outbox.ts';
import type { Effect, EffectJob } from './effect.ts';
import { flagInput, requiredText, textInput } from './input.ts';
import { findRecipients } from './recipients.ts';

const unitHidden = createProblem('unit_hidden', 422, '这件事对所选单位保密。');

/**
 * Job type `notify`: a message into the boxes of members or units, on wish by SMS as well.
 * Inputs: `to` (see recipients.ts), `title`, `body`; `sms` = true; `copy` = true: the units may read the case from now on
 * (抄送).
 */
export const notify: Effect = {
  type: 'notify',
  async run(job) {
    const { memberIds, orgCodes } = await findRecipients(job, textInput(job.input, 'to') ?? 'applicant');
    const title = requiredText(job.input, 'title');
    const body = textInput(job.input, 'body') ?? '';
    job.notify({ memberIds, orgCodes, title, body });
    if (flagInput(job.input, 'copy')) await copyCase(job, orgCodes);
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

/** @throws `unit_hidden` when the case is kept from one of them */
async function copyCase({ tx, now, caseFile }: EffectJob, orgCodes: string[]): Promise<void> {
  if (!caseFile || orgCodes.length === 0) return;
  const { rows } = await tx.client.query<{ code: string; name: string }>({
    name: 'units-to-copy-to',
    text: 'select code, name from organisation where code = any($1::text[]) order by code',
    values: [orgCodes],
  });
  const keptFrom = await unitsKeptFrom(tx.client, caseFile.id, orgCodes);
  const hidden = rows.find(({ code }) => keptFrom.includes(code));
  if (hidden) throw unitHidden(`这件事对${hidden.name}保密，不能抄送给它。`);
  await tx.client.query({
    name: 'copy-case',
    text: `insert into case_copy (case_id, org_code, copied_at) select $1, u, $3 from unnest($2::text[]) u
           on conflict do nothing`,
    values: [caseFile.id, orgCodes, now],
  });
  await addNote(tx, {
    caseId: caseFile.id,
    kind: 'copy',
    text: `抄送${rows.map(({ name }) => name).join('、')}。`,
    author: systemActor,
    createdAt: now,
  });
}

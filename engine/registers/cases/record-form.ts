import type { JsonObject } from '../../core/keys.ts';
import type { Transaction } from '../../store/transaction.ts';
import { attachFiles } from '../files/attach-files.ts';

export interface SubmittedForm {
  caseId: string;
  /** Null for the start form. */
  taskKey: string | null;
  elementId: string;
  name: string;
  formKey: string;
  data: JsonObject;
  submittedBy: string;
  submittedByName: string;
  submittedAt: Date;
  visibleToApplicant: boolean;
}

/** Puts a form into the dossier as it was submitted, with the files it names; it is never changed afterwards. */
export async function recordForm(tx: Transaction, form: SubmittedForm): Promise<void> {
  await tx.client.query({
    name: 'record-form',
    text: `insert into case_form (case_id, task_key, element_id, name, form_key, data, submitted_by,
             submitted_by_name, submitted_at, visible_to_applicant)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    values: [
      form.caseId,
      form.taskKey,
      form.elementId,
      form.name,
      form.formKey,
      JSON.stringify(form.data),
      form.submittedBy,
      form.submittedByName,
      form.submittedAt,
      form.visibleToApplicant,
    ],
  });
  await attachFiles(tx, { caseId: form.caseId, data: form.data, actorId: form.submittedBy });
}

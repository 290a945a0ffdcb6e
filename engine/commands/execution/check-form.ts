import type { JsonObject, Key } from '../../core/keys.ts';
import { invalidForm } from '../../errors.ts';
import { checkSubmission } from '../../forms/check-submission.ts';
import { readUnitOptions } from '../../forms/unit-options.ts';
import { readForm } from '../../store/definitions.ts';
import type { Run } from './run.ts';

export interface CheckedForm {
  /** What was filled in: goes into the process. */
  data: JsonObject;
  /** The form as it was submitted, with what it showed besides: goes into the dossier. */
  snapshot: JsonObject;
}

/**
 * What a submitted form says, checked on the server against its own version.
 * @param context variables the form may show
 * @throws `invalid_form` (422) with every faulty field
 */
export async function checkForm(
  run: Run,
  formKey: Key,
  submitted: JsonObject,
  context: JsonObject,
): Promise<CheckedForm> {
  const form = await readForm(run.services.pool, run.tx.client, formKey);
  const lists = await readUnitOptions(run.tx.client, form.schema, context);
  const { data, shown, faults } = checkSubmission(form.schema, submitted, { ...context, ...lists }, run.now);
  if (faults.length > 0) throw invalidForm(undefined, { fields: faults });
  return { data, snapshot: { ...shown, ...data } };
}

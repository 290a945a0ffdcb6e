import type { JsonObject, Key } from '../../core/keys.ts';
import { invalidForm } from '../../errors.ts';
import { checkSubmission } from '../../forms/check-submission.ts';
import { readForm } from '../../store/definitions.ts';
import type { Run } from './run.ts';

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
): Promise<JsonObject> {
  const form = await readForm(run.services.pool, run.tx.client, formKey);
  const { data, faults } = checkSubmission(form.schema, submitted, context);
  if (faults.length > 0) throw invalidForm(undefined, { fields: faults });
  return data;
}

import type { JsonObject, Key } from '../../core/keys.ts';
import { invalidForm } from '../../errors.ts';
import { fixBaseFields, withoutBase } from '../../forms/base-fields.ts';
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
 * @param ofMember whether the form is of a member's case: what it shows of the member base stays as it is
 * @throws `invalid_form` (422) with every faulty field
 */
export async function checkForm(
  run: Run,
  formKey: Key,
  submitted: JsonObject,
  context: JsonObject,
  ofMember = true,
): Promise<CheckedForm> {
  const form = await readForm(run.services.pool, run.tx.client, formKey);
  const schema = ofMember ? fixBaseFields(form.schema) : form.schema;
  const lists = await readUnitOptions(run.tx.client, schema, context);
  const checked = checkSubmission(schema, submitted, { ...context, ...lists }, run.now);
  if (checked.faults.length > 0) throw invalidForm(undefined, { fields: checked.faults });
  const data = ofMember ? withoutBase(schema, checked.data) : checked.data;
  return { data, snapshot: { ...checked.shown, ...data } };
}

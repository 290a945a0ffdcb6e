import type { JsonObject, Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';
import { TENANT } from './searchable.ts';

interface FormRow {
  key: Key;
  form_id: string;
  version: number;
  schema: JsonObject;
}

/** A version of a form as programs are told of it. */
export interface DeployedForm {
  formKey: Key;
  formId: string;
  version: number;
  schema: JsonObject;
  tenantId: typeof TENANT;
}

export async function readDeployedForm({ db }: Services, formKey: Key): Promise<DeployedForm | undefined> {
  const row = (await db('form_definition').where({ key: formKey }).first()) as FormRow | undefined;
  return (
    row && {
      formKey: row.key,
      formId: row.form_id,
      version: row.version,
      schema: row.schema,
      tenantId: TENANT,
    }
  );
}

/** The version that a process version is bound to of the form that people start it with; undefined when there is none. */
export async function readStartForm(
  services: Services,
  definitionKey: Key,
): Promise<DeployedForm | undefined> {
  const row = await services
    .db('process_definition')
    .where({ key: definitionKey })
    .first('start_form_id', 'forms');
  const formKey = row?.start_form_id
    ? (row.forms as Record<string, Key>)[row.start_form_id as string]
    : undefined;
  return formKey === undefined ? undefined : readDeployedForm(services, formKey);
}

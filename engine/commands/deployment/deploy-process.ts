import type { Key } from '../../core/keys.ts';
import type { Model } from '../../core/model.ts';
import { plainStart } from '../../core/starts.ts';
import { boundContent } from './bound-content.ts';
import { sha256, type Deployment } from './context.ts';
import { openStarts } from './open-starts.ts';
import type { ReadModel } from './read-diagrams.ts';

export interface DeployedProcess {
  processId: string;
  key: Key;
  version: number;
  name: string;
  /** File it was uploaded as. */
  resourceName: string;
  unchanged: boolean;
}

interface FormRow {
  form_id: string;
  key: Key;
  hash: string;
}

/**
 * Binds a process to the newest versions of its forms; makes a new version when anything has changed of it or of what
 * it is bound to.
 * @param together all processes of the deployment
 */
export async function deployProcess(
  deployment: Deployment,
  read: ReadModel,
  together: ReadModel[],
): Promise<DeployedProcess> {
  const { model, resourceName } = read;
  const { processes, keys } = await boundContent(deployment, read, together);
  const contents = await Promise.all(processes.map((one) => contentOf(deployment, one)));
  const forms = contents[0]!.forms;
  const hash = sha256([...contents.flatMap(({ lines }) => lines), ...keys].join('\n'));
  const newest = await newestVersion(deployment, model.processId);
  const { processId, name } = model;
  if (newest?.hash === hash) {
    return { processId, key: newest.key, version: newest.version, name, resourceName, unchanged: true };
  }
  const version = (newest?.version ?? 0) + 1;
  const key = await insertDefinition(deployment, read, forms, version, hash);
  await openStarts(deployment, read.model, key);
  return { processId, key, version, name, resourceName, unchanged: false };
}

async function contentOf(deployment: Deployment, { xml, formIds }: ReadModel) {
  const forms = await newestForms(deployment, formIds);
  return { forms, lines: [xml, ...forms.map((form) => `${form.form_id} ${form.hash}`)] };
}

async function newestForms({ tx }: Deployment, formIds: string[]): Promise<FormRow[]> {
  const { rows } = await tx.client.query<FormRow>(
    `select distinct on (form_id) form_id, key, hash from form_definition
      where form_id = any($1::text[]) order by form_id, version desc`,
    [formIds],
  );
  return rows;
}

async function newestVersion(
  { tx }: Deployment,
  processId: string,
): Promise<{ key: Key; version: number; hash: string } | undefined> {
  const { rows } = await tx.client.query<{ key: Key; version: number; hash: string }>(
    'select key, version, hash from process_definition where process_id = $1 order by version desc limit 1',
    [processId],
  );
  return rows[0];
}

async function insertDefinition(
  { tx, now, actor, deploymentKey }: Deployment,
  { model, xml, resourceName }: ReadModel,
  forms: FormRow[],
  version: number,
  hash: string,
): Promise<Key> {
  const { rows } = await tx.client.query<{ key: Key }>(
    `insert into process_definition (key, process_id, version, version_tag, name, xml, hash, forms, service_code,
       properties, deployment_key, deployed_at, deployed_by, resource_name, start_form_id)
     values (nextval('engine_key'), $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14) returning key`,
    [
      model.processId,
      version,
      model.versionTag,
      model.name || model.processId,
      xml,
      hash,
      JSON.stringify(Object.fromEntries(forms.map((form) => [form.form_id, form.key]))),
      model.properties.serviceCode ?? null,
      JSON.stringify(model.properties),
      deploymentKey,
      now,
      actor.id,
      resourceName,
      startFormOf(model),
    ],
  );
  const { key } = rows[0]!;
  await tx.client.query(
    `insert into process_element (definition_key, element_id, name)
     select $1, r.id, r.name from jsonb_to_recordset($2) as r(id text, name text)`,
    [key, JSON.stringify(Object.values(model.elements).map(({ id, name }) => ({ id, name })))],
  );
  return key;
}

/** The form of the start event that people start the process by. */
function startFormOf(model: Model): string | null {
  return plainStart(model)?.formId ?? null;
}

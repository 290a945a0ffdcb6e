import type { ClientBase, Pool } from 'pg';
import { readBpmn } from '../bpmn/read.ts';
import type { JsonObject, Key } from '../core/keys.ts';
import type { Model } from '../core/model.ts';
import { remember } from './remember.ts';

/** A deployed version of a process, ready to run. It never changes, so every node reads it once. */
export interface Definition {
  key: Key;
  processId: string;
  version: number;
  name: string;
  /** KN, RD, YT …; null: not a member service. */
  serviceCode: string | null;
  properties: Record<string, string>;
  /** Form id → key of the form version this process version is bound to. */
  forms: Record<string, Key>;
  /** The deployment that made this version. */
  deploymentKey: Key;
  model: Model;
}

export interface Form {
  key: Key;
  formId: string;
  schema: JsonObject;
}

type Client = Pick<ClientBase, 'query'>;

interface Kept {
  definitions: Map<Key, Promise<Definition>>;
  forms: Map<Key, Promise<Form>>;
}

/** Per database: keys of two databases (tests, a restored backup) mean different things. */
const kept = new WeakMap<Pool, Kept>();

/** @throws when there is no such definition: keys of definitions come from rows that refer to them */
export function readDefinition(pool: Pool, client: Client, key: Key): Promise<Definition> {
  return remember(keptOf(pool).definitions, key, () => loadDefinition(client, key));
}

export function readForm(pool: Pool, client: Client, key: Key): Promise<Form> {
  return remember(keptOf(pool).forms, key, () => loadForm(client, key));
}

/** The version new instances start on, or null when no process of that id is deployed. */
export async function newestDefinition(
  pool: Pool,
  client: Client,
  processId: string,
): Promise<Definition | null> {
  const { rows } = await client.query<{ key: Key }>({
    name: 'newest-definition',
    text: 'select key from process_definition where process_id = $1 order by version desc limit 1',
    values: [processId],
  });
  return rows[0] ? readDefinition(pool, client, rows[0].key) : null;
}

/** The newest version as of a deployment, or with a version tag; null when there is none. */
export async function boundDefinition(
  pool: Pool,
  client: Client,
  processId: string,
  bound: { deploymentKey: Key } | { versionTag: string },
): Promise<Definition | null> {
  const byTag = 'versionTag' in bound;
  const { rows } = await client.query<{ key: Key }>({
    name: byTag ? 'definition-by-tag' : 'definition-by-deployment',
    text: `select key from process_definition
            where process_id = $1 and ${byTag ? 'version_tag = $2' : 'deployment_key <= $2'}
            order by version desc limit 1`,
    values: [processId, byTag ? bound.versionTag : bound.deploymentKey],
  });
  return rows[0] ? readDefinition(pool, client, rows[0].key) : null;
}

/** The newest version that is bound to this very form version: what a draft begun on it is submitted to. */
export async function definitionBoundTo(
  pool: Pool,
  client: Client,
  processId: string,
  formKey: Key,
): Promise<Definition | null> {
  const { rows } = await client.query<{ key: Key }>({
    name: 'definition-bound-to',
    text: `select d.key from process_definition d
            where d.process_id = $1 and exists (select from jsonb_each_text(d.forms) f where f.value = $2)
            order by d.version desc limit 1`,
    values: [processId, formKey],
  });
  return rows[0] ? readDefinition(pool, client, rows[0].key) : null;
}

interface DefinitionRow {
  key: Key;
  process_id: string;
  version: number;
  name: string;
  service_code: string | null;
  properties: Record<string, string>;
  forms: Record<string, Key>;
  deployment_key: Key;
  xml: string;
}

async function loadDefinition(client: Client, key: Key): Promise<Definition> {
  const { rows } = await client.query<DefinitionRow>({
    name: 'load-definition',
    text: `select key, process_id, version, name, service_code, properties, forms, deployment_key, xml
             from process_definition where key = $1`,
    values: [key],
  });
  const row = rows[0];
  if (!row) throw new Error(`Expected process definition ${key}, but there is none.`);
  const { processes } = await readBpmn(row.xml);
  const model = processes.find((process) => process.processId === row.process_id);
  if (!model)
    throw new Error(`Expected definition ${key} to hold process '${row.process_id}', but it does not.`);
  return {
    key: row.key,
    processId: row.process_id,
    version: row.version,
    name: row.name,
    serviceCode: row.service_code,
    properties: row.properties,
    forms: row.forms,
    deploymentKey: row.deployment_key,
    model,
  };
}

async function loadForm(client: Client, key: Key): Promise<Form> {
  const { rows } = await client.query<{ key: Key; form_id: string; schema: JsonObject }>({
    name: 'load-form',
    text: 'select key, form_id, schema from form_definition where key = $1',
    values: [key],
  });
  if (!rows[0]) throw new Error(`Expected form ${key}, but there is none.`);
  return { key: rows[0].key, formId: rows[0].form_id, schema: rows[0].schema };
}

function keptOf(pool: Pool): Kept {
  let found = kept.get(pool);
  if (!found) kept.set(pool, (found = { definitions: new Map(), forms: new Map() }));
  return found;
}

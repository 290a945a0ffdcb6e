import type { JsonObject, JsonValue, Key } from '../../core/keys.ts';
import { sha256, type Deployment } from './context.ts';

export interface DeployedForm {
  id: string;
  key: Key;
  version: number;
  unchanged: boolean;
}

/** Stores the forms whose content is new; a form that is the same keeps its version. */
export async function deployForms(
  deployment: Deployment,
  forms: { id: string; schema: JsonObject }[],
): Promise<DeployedForm[]> {
  const deployed: DeployedForm[] = [];
  for (const form of forms) deployed.push(await deployForm(deployment, form));
  return deployed;
}

async function deployForm(
  { tx, deploymentKey }: Deployment,
  { id, schema }: { id: string; schema: JsonObject },
): Promise<DeployedForm> {
  const hash = sha256(canonical(schema));
  const { rows } = await tx.client.query<{ key: Key; version: number; hash: string }>(
    'select key, version, hash from form_definition where form_id = $1 order by version desc limit 1',
    [id],
  );
  const newest = rows[0];
  if (newest?.hash === hash) return { id, key: newest.key, version: newest.version, unchanged: true };
  const version = (newest?.version ?? 0) + 1;
  const inserted = await tx.client.query<{ key: Key }>(
    `insert into form_definition (key, form_id, version, schema, hash, deployment_key)
     values (nextval('engine_key'), $1, $2, $3, $4, $5) returning key`,
    [id, version, JSON.stringify(schema), hash, deploymentKey],
  );
  return { id, key: inserted.rows[0]!.key, version, unchanged: false };
}

/** The same text for the same content, whatever the order of its keys. */
function canonical(value: JsonValue): string {
  return JSON.stringify(value, (_, member: JsonValue) =>
    typeof member === 'object' && member !== null && !Array.isArray(member)
      ? Object.fromEntries(Object.entries(member).sort(([a], [b]) => (a < b ? -1 : 1)))
      : member,
  );
}

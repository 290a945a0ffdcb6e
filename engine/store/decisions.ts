import type { ClientBase, Pool } from 'pg';
import type { JsonValue, Key } from '../core/keys.ts';
import type { Requirements } from '../dmn/model.ts';
import { readDmn } from '../dmn/read.ts';
import type { DecisionTrace, TracedInput } from '../dmn/trace.ts';
import { remember } from './remember.ts';
import type { SavePart } from './save-batch.ts';

/** One deployed version of a decision. */
export interface DecisionDefinition {
  key: Key;
  decisionId: string;
  version: number;
  versionTag: string | null;
  name: string;
  /** The file it is drawn in, with everything it requires. */
  requirements: Requirements;
}

/** Which version of a decision: without more, the newest. */
export interface DecisionVersion {
  decisionId: string;
  version?: number;
  /** The newest version that carries it. */
  versionTag?: string;
  /** The newest as of that deployment. */
  deploymentKey?: Key;
}

type Client = Pick<ClientBase, 'query'>;

/** Per database: keys of two databases mean different things. */
const kept = new WeakMap<Pool, Map<Key, Promise<Requirements>>>();

interface DefinitionRow {
  key: Key;
  decision_id: string;
  version: number;
  version_tag: string | null;
  name: string;
  requirements_key: Key;
}

/** @returns null when no such version is deployed */
export async function findDecision(
  pool: Pool,
  client: Client,
  { decisionId, version, versionTag, deploymentKey }: DecisionVersion,
): Promise<DecisionDefinition | null> {
  const { rows } = await client.query<DefinitionRow>({
    name: 'find-decision',
    text: `select key, decision_id, version, version_tag, name, requirements_key from decision_definition
            where decision_id = $1
              and ($2::int is null or version = $2)
              and ($3::text is null or version_tag = $3)
              and ($4::bigint is null or deployment_key <= $4)
            order by version desc limit 1`,
    values: [decisionId, version ?? null, versionTag ?? null, deploymentKey ?? null],
  });
  const row = rows[0];
  if (!row) return null;
  return {
    key: row.key,
    decisionId: row.decision_id,
    version: row.version,
    versionTag: row.version_tag,
    name: row.name,
    requirements: await readRequirements(pool, client, row.requirements_key),
  };
}

function readRequirements(pool: Pool, client: Client, key: Key): Promise<Requirements> {
  let known = kept.get(pool);
  if (!known) kept.set(pool, (known = new Map()));
  return remember(known, key, () => loadRequirements(client, key));
}

async function loadRequirements(client: Client, key: Key): Promise<Requirements> {
  const { rows } = await client.query<{ xml: string }>({
    name: 'load-requirements',
    text: 'select xml from decision_requirements where key = $1',
    values: [key],
  });
  if (!rows[0]) throw new Error(`Expected decision requirements ${key}, but there are none.`);
  const { requirements, findings } = await readDmn(rows[0].xml);
  if (!requirements)
    throw new Error(`Expected decision requirements ${key} to be readable, but: ${findings[0]?.messageEn}`);
  return requirements;
}

/** One time a decision was made, or could not be. */
export interface EvaluationRecord {
  key: Key;
  definitionKey: Key;
  instanceKey: Key | null;
  elementId: string | null;
  elementInstanceKey: Key | null;
  at: Date;
  evaluatedBy: string;
  inputs: TracedInput[];
  result: JsonValue;
  trace: DecisionTrace[];
  failed: string | null;
}

export function evaluationPart(record: EvaluationRecord): SavePart {
  return {
    code: 'de',
    text: `insert into decision_evaluation_live
             (key, definition_key, instance_key, element_id, element_instance_key, at, evaluated_by, inputs, result, trace,
              failed)
           values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)`,
    values: [
      record.key,
      record.definitionKey,
      record.instanceKey,
      record.elementId,
      record.elementInstanceKey,
      record.at,
      record.evaluatedBy,
      JSON.stringify(record.inputs),
      record.failed === null ? JSON.stringify(record.result) : null,
      JSON.stringify(record.trace),
      record.failed,
    ],
  };
}

import type { Key } from '../../core/keys.ts';
import type { Decision } from '../../dmn/model.ts';
import { sha256, type Deployment } from './context.ts';
import type { ReadDecisions } from './read-decisions.ts';

export interface DeployedDecision {
  decisionId: string;
  key: Key;
  version: number;
  name: string;
  unchanged: boolean;
}

/** A file that is the same keeps its decisions' versions; a changed one makes the next version of each of them. */
export async function deployDecisions(
  deployment: Deployment,
  files: ReadDecisions[],
): Promise<DeployedDecision[]> {
  const deployed: DeployedDecision[] = [];
  for (const file of files) deployed.push(...(await deployFile(deployment, file)));
  return deployed;
}

async function deployFile(deployment: Deployment, file: ReadDecisions): Promise<DeployedDecision[]> {
  const hash = sha256(file.xml);
  const standing = await standingDecisions(deployment, file, hash);
  if (standing) return standing;
  const requirementsKey = await insertRequirements(deployment, file, hash);
  const deployed: DeployedDecision[] = [];
  for (const decision of Object.values(file.requirements.decisions)) {
    deployed.push(await insertDecision(deployment, decision, requirementsKey));
  }
  return deployed;
}

/** The versions in force, when they are those of this very file; another file may have taken a decision over. */
async function standingDecisions(
  { tx }: Deployment,
  { requirements }: ReadDecisions,
  hash: string,
): Promise<DeployedDecision[] | null> {
  const { rows } = await tx.client.query<{
    decision_id: string;
    key: Key;
    version: number;
    name: string;
    hash: string;
    requirements_id: string;
  }>(
    `select distinct on (d.decision_id) d.decision_id, d.key, d.version, d.name, r.hash, r.requirements_id
       from decision_definition d join decision_requirements r on r.key = d.requirements_key
      where d.decision_id = any($1::text[]) order by d.decision_id, d.version desc`,
    [Object.keys(requirements.decisions)],
  );
  const own = rows.filter((row) => row.hash === hash && row.requirements_id === requirements.id);
  if (own.length < Object.keys(requirements.decisions).length) return null;
  return own.map(({ decision_id, key, version, name }) => ({
    decisionId: decision_id,
    key,
    version,
    name,
    unchanged: true,
  }));
}

async function insertRequirements(
  { tx, now, actor, deploymentKey }: Deployment,
  { name, xml, requirements }: ReadDecisions,
  hash: string,
): Promise<Key> {
  const { rows } = await tx.client.query<{ key: Key }>(
    `insert into decision_requirements (key, requirements_id, version, name, resource_name, xml, hash, deployment_key,
       deployed_at, deployed_by)
     select nextval('engine_key'), $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5, $6, $7, $8
       from decision_requirements where requirements_id = $1
     returning key`,
    [requirements.id, requirements.name, name, xml, hash, deploymentKey, now, actor.id],
  );
  return rows[0]!.key;
}

async function insertDecision(
  { tx, deploymentKey }: Deployment,
  { id, name, versionTag }: Decision,
  requirementsKey: Key,
): Promise<DeployedDecision> {
  const { rows } = await tx.client.query<{ key: Key; version: number }>(
    `insert into decision_definition (key, decision_id, version, version_tag, name, requirements_key, deployment_key)
     select nextval('engine_key'), $1, coalesce(max(version), 0) + 1, $2, $3, $4, $5
       from decision_definition where decision_id = $1
     returning key, version`,
    [id, versionTag, name, requirementsKey, deploymentKey],
  );
  return { decisionId: id, key: rows[0]!.key, version: rows[0]!.version, name, unchanged: false };
}

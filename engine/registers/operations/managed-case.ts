import type { Instance } from '../../core/instance.ts';
import type { Key } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Target } from '../../policy/policy.ts';
import type { Services } from '../../services.ts';
import { readDefinition, type Definition } from '../../store/definitions.ts';
import { ofCase } from '../cases/of-case.ts';
import { findCase, type CaseRow } from '../cases/find-case.ts';

/**
 * A case the actor may manage. The right alone opens nothing: he must be able to read the case, too.
 * @throws `not_found`, `forbidden`
 */
export async function findManagedCase(services: Services, actor: Actor, number: string): Promise<CaseRow> {
  const row = await findCase(services, actor, number);
  services.policy.require(actor, 'case', 'manage', caseTarget(row));
  return row;
}

export function caseTarget(row: Pick<CaseRow, 'org_code' | 'applicant_member_id'>, units?: string[]): Target {
  return { orgCode: row.org_code, memberId: row.applicant_member_id, ...(units ? { units } : {}) };
}

/** A running process of a case: its own, or one that was called. */
export interface CaseInstance {
  key: Key;
  data: Instance;
  definition: Definition;
}

/** The case's own process first, then those that it has called. */
export async function readCaseInstances({ db, pool }: Services, rootKey: Key): Promise<CaseInstance[]> {
  const rows = await db('process_instance as i')
    .whereRaw(ofCase, [rootKey, rootKey])
    .whereIn('i.state', ['active', 'suspended'])
    .orderBy('i.key')
    .select<{ key: Key; data: Instance; definition_key: Key }[]>('i.key', 'i.data', 'i.definition_key');
  return Promise.all(
    rows.map(async ({ key, data, definition_key }) => ({
      key,
      data,
      definition: await readDefinition(pool, pool, definition_key),
    })),
  );
}

/**
 * One of them, by its key.
 * @throws `not_found` when it is none of this case's, or has ended
 */
export async function requireCaseInstance(
  services: Services,
  row: Pick<CaseRow, 'instance_key'>,
  key: Key,
): Promise<CaseInstance> {
  const found = (await readCaseInstances(services, row.instance_key)).find((one) => one.key === key);
  if (!found) throw notFound('这件事已经办结，或这部分流程已经结束，请刷新。');
  return found;
}

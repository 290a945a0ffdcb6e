import { badRequest, invalidForm } from '../errors.ts';
import type { PolicyImpact } from '../http/resources/policies/schemas.ts';
import type { Actor } from '../policy/actor.ts';
import { checkTable } from '../policy/check/check-table.ts';
import { readCsv } from '../policy/csv.ts';
import type { PolicyName } from '../policy/tables.ts';
import { readKnown } from '../registers/policies/known.ts';
import { dropPolicyVersions } from '../registers/policies/store-version.ts';
import type { Services } from '../services.ts';
import { inTransaction } from '../store/transaction.ts';
import { carryOut } from './change-policy.ts';

/**
 * Puts the file of a policy table in force again after it was changed in the browser; open tasks follow.
 * @throws `bad_request` when the file is in force already, `invalid_form` when it has faults
 */
export async function usePolicyFile(
  services: Services,
  actor: Actor,
  name: PolicyName,
): Promise<Pick<PolicyImpact, 'moved' | 'recounted'>> {
  services.policy.require(actor, 'policy', 'update', {});
  const before = (await services.policy.sources())[name];
  if (before.version === 0) throw badRequest(`policies/${name}.csv 已经在用，没有什么要改回的。`);
  const file = await services.policy.file(name);
  const rows = readCsv(file.content);
  const cells = rows.map((row) => row.cells);
  const [fault] = checkTable(name, cells, await readKnown(services.db));
  if (fault) {
    const line = rows[fault.row]?.line;
    throw invalidForm(
      `policies/${name}.csv${line ? ` 第 ${line} 行` : ''}：${fault.message}。请先改好文件。`,
    );
  }
  const now = services.clock.now();
  await inTransaction(services.pool, (tx) => dropPolicyVersions(tx, { before, file, actor, now }));
  await services.policy.reload();
  return carryOut(services, actor, name);
}

import type { PolicyTable } from '../../http/resources/policies/schemas.ts';
import { readCsv } from '../../policy/csv.ts';
import { policyColumns, type PolicyName } from '../../policy/tables.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';

/** One policy table as it is in force, for the browser's editor. */
export async function readPolicyTable({ db, policy }: Services, name: PolicyName): Promise<PolicyTable> {
  const source = (await policy.sources())[name];
  const names = await actorNames(db, [source.changedBy]);
  const columns = policyColumns[name];
  return {
    name,
    version: source.version,
    columns,
    rows: readCsv(source.content).map(({ cells }) =>
      Object.fromEntries(columns.map(({ key }) => [key, cells[key] ?? ''])),
    ),
    changedAt: source.changedAt?.toISOString() ?? null,
    changedBy: source.changedBy && (names.get(source.changedBy) ?? source.changedBy),
  };
}

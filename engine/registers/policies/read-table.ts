import type { PolicyTable } from '../../http/resources/policies/schemas.ts';
import { readCsv } from '../../policy/csv.ts';
import { policyChoices } from '../../policy/choices.ts';
import { policyColumns, type PolicyName } from '../../policy/tables.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';
import { readProcessWords } from './process-words.ts';

/** One policy table as it is in force, with the words its cells are read and chosen by. */
export async function readPolicyTable(services: Services, name: PolicyName): Promise<PolicyTable> {
  const { db, policy } = services;
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
    choices: policyChoices[name],
    processes: columns.some(({ key }) => key === 'process') ? await readProcessWords(services) : [],
    changedAt: source.changedAt?.toISOString() ?? null,
    changedBy: source.changedBy && (names.get(source.changedBy) ?? source.changedBy),
  };
}

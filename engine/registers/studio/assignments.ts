import { fileURLToPath } from 'node:url';
import type { Knex } from 'knex';
import { readCsv, type PolicyRow } from '../../policy/csv.ts';
import { readSources } from '../../policy/sources.ts';

const POLICIES = fileURLToPath(new URL('../../../policies/', import.meta.url));

/** The lines of `assignments.csv` in force: as changed in the browser, else as in the file. */
export async function assignmentsInForce(db: Knex): Promise<PolicyRow[]> {
  const sources = await readSources(db, POLICIES);
  return readCsv(sources.assignments.content);
}

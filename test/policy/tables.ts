import { readFileSync } from 'node:fs';
import path from 'node:path';
import { readCsv, type PolicyRow } from '../../engine/policy/csv.ts';
import type { PolicyName } from '../../engine/policy/tables.ts';

/** The tables and the model as the product has them. */
export const model = readFileSync(path.resolve('policies/model.conf'), 'utf8');

export function productTable(name: PolicyName): PolicyRow[] {
  return readCsv(readFileSync(path.resolve(`policies/${name}.csv`), 'utf8'));
}

import type { Knex } from 'knex';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import type { Finding, Outcome } from './finding.ts';

export interface ListedRow {
  rowNo: number;
  outcome: Outcome;
  label: string | null;
  findings: Finding[];
}

export interface RowQuery {
  outcome: 'all' | 'finding' | Outcome;
  cursor?: string;
  limit: number;
}

const filters: Partial<Record<RowQuery['outcome'], string>> = {
  all: 'true',
  finding: "findings <> '[]'",
};

export async function listRows({ db }: Pick<Services, 'db'>, batchId: string, query: RowQuery) {
  const matching = () => filtered(db, batchId, query.outcome);
  const after = decodeCursor(query.cursor, 1);
  const rows = matching()
    .orderBy('row_no')
    .limit(query.limit + 1);
  if (after) rows.where('row_no', '>', Number(after[0]) || 0);
  const [found, counted] = await Promise.all([
    rows.select('row_no as rowNo', 'outcome', 'label', 'findings') as unknown as Promise<ListedRow[]>,
    matching().count<{ count: string }[]>('* as count'),
  ]);
  const items = found.slice(0, query.limit);
  const more = found.length > query.limit;
  return {
    items,
    total: Number(counted[0]!.count),
    nextCursor: more ? encodeCursor([items.at(-1)!.rowNo]) : null,
  };
}

/** All rows that anything is to be said about. */
export async function rowsWithFindings(db: Knex, batchId: string): Promise<ListedRow[]> {
  return (await filtered(db, batchId, 'finding')
    .orderBy('row_no')
    .select('row_no as rowNo', 'outcome', 'label', 'findings')) as ListedRow[];
}

function filtered(db: Knex, batchId: string, outcome: RowQuery['outcome']) {
  const known = filters[outcome];
  const rows = db('import_row').where('batch_id', batchId);
  return known ? rows.whereRaw(known) : rows.where('outcome', outcome);
}

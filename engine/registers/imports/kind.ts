import type { Knex } from 'knex';
import type { Config } from '../../config.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/transaction.ts';
import type { Judged } from './finding.ts';
import type { ColumnName } from './sheet/find-header.ts';
import type { DataRow } from './sheet/sort-rows.ts';

export type ImportKindName = 'organisations' | 'members' | 'accounts';

/** What the checks of a file may ask. `db` may be a transaction's. */
export interface JudgeContext {
  db: Knex;
  vault: Services['vault'];
  config: Config;
  now: Date;
  /** May the person who imports bring in something of this organisation? */
  mayImport(orgCode: string): boolean;
  format: 'xlsx' | 'csv';
  progress(done: number): Promise<void>;
}

export interface WriteContext {
  tx: Transaction;
  vault: Services['vault'];
  config: Config;
  now: Date;
  /** Who imports: what `granted_by` says. */
  actorId: string;
  progress(done: number): Promise<void>;
}

/** One kind of spreadsheet: its columns, its checks, how it gets into the base. */
export interface ImportKind<T = unknown> {
  title: string;
  columns: readonly ColumnName[];
  judge(rows: DataRow[], context: JudgeContext): Promise<Judged<T>[]>;
  write(rows: Judged<T>[], context: WriteContext): Promise<void>;
}

/** Rows between two reports of progress. */
export const CHUNK = 500;

export function chunks<T>(rows: T[], size = CHUNK): T[][] {
  return Array.from({ length: Math.ceil(rows.length / size) }, (_, i) =>
    rows.slice(i * size, (i + 1) * size),
  );
}

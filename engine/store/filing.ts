import type { Pool } from 'pg';
import type { Key } from '../core/keys.ts';
import type { Transaction } from './transaction.ts';

/**
 * Tables split into `<table>_live`, which commands write, and a part for each year of what was filed. A query over the
 * plain name sees all parts; the rows of one instance are in one of them. Those a case consists of (`OWN`) stay with its
 * file when it has one.
 */
const TRACE = [
  'job',
  'incident',
  'history_step',
  'element_instance',
  'variable',
  'decision_evaluation',
  'migration_instance',
] as const;
const OWN = ['task_candidate', 'user_task', 'process_instance'] as const;
export const FILED_TABLES = [...TRACE, ...OWN];

/** Two nodes that find a new year at once: one makes its parts, the other waits. */
const PREPARING = 7_403_001;

/** Makes the parts for what ended in this year, unless they are there. */
export async function prepareYear(tx: Transaction, year: number): Promise<void> {
  await tx.client.query('select pg_advisory_xact_lock($1)', [PREPARING]);
  if ((await filedYears(tx.client)).includes(year)) return;
  for (const table of FILED_TABLES) {
    await tx.client.query(`create table ${partOf(table, year)} (like ${table}_live including all);
      alter table ${table} attach partition ${partOf(table, year)} for values in (${year})`);
  }
}

/** Years that have parts, in order. */
export async function filedYears(client: Pick<Pool, 'query'>): Promise<number[]> {
  const { rows } = await client.query<{ year: number }>(
    `select substring(inhrelid::regclass::text from '_(\\d+)$')::int as year from pg_inherits
      where inhparent = 'history_step'::regclass and inhrelid <> 'history_step_live'::regclass order by 1`,
  );
  return rows.map(({ year }) => year);
}

/** Moves everything of these ended instances to the parts of the year; of those with a case only what was traced. */
export async function fileInstances({ client }: Transaction, keys: Key[], year: number): Promise<void> {
  await client.query('delete from timer where instance_key = any($1::bigint[])', [keys]);
  for (const table of TRACE) {
    await client.query(
      `update ${table} set closed_in = $1 where closed_in = 0 and instance_key = any($2::bigint[])`,
      [year, keys],
    );
  }
  const { rows } = await client.query<{ key: Key }>(
    `select i.key from process_instance_live i where i.key = any($1::bigint[])
        and not exists (select from case_file c where c.instance_key = i.root_key)`,
    [keys],
  );
  const own = rows.map(({ key }) => key);
  for (const table of OWN) {
    await client.query(`update ${table} set closed_in = $1 where closed_in = 0 and ${ofInstances[table]}`, [
      year,
      own,
    ]);
  }
}

const ofInstances: Record<(typeof OWN)[number], string> = {
  task_candidate: 'task_key in (select key from user_task_live where instance_key = any($2::bigint[]))',
  user_task: 'instance_key = any($2::bigint[])',
  process_instance: 'key = any($2::bigint[])',
};

/** Takes out a year as a whole; how much it holds makes no difference. */
export async function dropYear({ client }: Transaction, year: number): Promise<void> {
  // whoever reads an old list just now is waited for, but not for long: there is another night
  await client.query(`set local lock_timeout = '5s'`);
  await client.query(`drop table ${FILED_TABLES.map((table) => partOf(table, year)).join(', ')}`);
}

function partOf(table: string, year: number): string {
  return `${table}_${Math.trunc(year)}`;
}

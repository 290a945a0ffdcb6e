import { DateTime } from 'luxon';
import type { Pool } from 'pg';

/**
 * Makes the partitions of `history_event` for this month and the next two. A month that already has rows in the default
 * partition (the server was down when it began) stays there: nothing is lost, it is only not apart.
 */
export async function prepareHistoryPartitions(pool: Pool, now: Date): Promise<void> {
  const first = DateTime.fromJSDate(now, { zone: 'utc' }).startOf('month');
  for (const month of [0, 1, 2].map((months) => first.plus({ months }))) await preparePartition(pool, month);
}

async function preparePartition(pool: Pool, month: DateTime): Promise<void> {
  const name = `history_event_${month.toFormat('yyyy_MM')}`;
  const [from, to] = [month.toISO()!, month.plus({ months: 1 }).toISO()!];
  const { rows } = await pool.query<{ there: boolean; occupied: boolean }>(
    `select to_regclass($1) is not null as there,
            exists (select from history_event_default where at >= $2 and at < $3) as occupied`,
    [name, from, to],
  );
  if (rows[0]!.there || rows[0]!.occupied) return;
  // two nodes that start together may both get here
  await pool
    .query(
      `create table if not exists ${name} partition of history_event for values from ('${from}') to ('${to}')`,
    )
    .catch((error: { code?: string }) => {
      if (error.code !== '42P07' && error.code !== '23505' && error.code !== '42P17') throw error;
    });
}

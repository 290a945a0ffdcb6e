import type { Transaction } from '../../store/transaction.ts';

/**
 * Takes the red away from tasks that were done, cancelled, or passed to other units.
 * @param keepUnits units that are still responsible: their warnings stay open
 * @returns how many warnings were resolved
 */
export async function resolveWarnings(
  tx: Transaction,
  { taskKeys, keepUnits = [], now }: { taskKeys: string[]; keepUnits?: string[]; now: Date },
): Promise<number> {
  if (taskKeys.length === 0) return 0;
  const { rowCount } = await tx.client.query({
    name: 'resolve-warnings',
    text: `update red_warning set resolved_at = $2
           where task_key = any($1::bigint[]) and resolved_at is null and org_code <> all($3::text[])`,
    values: [taskKeys, now, keepUnits],
  });
  return rowCount ?? 0;
}

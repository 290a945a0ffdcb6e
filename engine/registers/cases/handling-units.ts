import type { Knex } from 'knex';

/** Units that have an open task of the case in hand now, and superiors it has escalated to. */
export async function handlingUnits(db: Knex, caseId: string): Promise<string[]> {
  const rows = await db('user_task as t')
    .join('task_candidate as k', 'k.task_key', 't.key')
    .where({ 't.case_id': caseId, 't.state': 'created', 'k.kind': 'unit' })
    .select<{ unit: string; escalated_to: string | null }[]>('k.value as unit', 't.escalated_to');
  const units = rows.flatMap(({ unit, escalated_to }) =>
    escalated_to === null ? [unit] : [unit, escalated_to],
  );
  return [...new Set(units)];
}

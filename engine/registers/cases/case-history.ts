import type { Knex } from 'knex';
import { ofCase } from './of-case.ts';

/** Elements of a case's processes that were completed: id → when it last was. */
export async function completedElements(db: Knex, rootKey: string): Promise<Map<string, Date>> {
  const rows = await db('history_event as h')
    .join('process_instance as i', 'i.key', 'h.instance_key')
    .whereRaw(ofCase, [rootKey, rootKey])
    .where('h.type', 'elementCompleted')
    .groupBy('h.element_id')
    .select<{ element_id: string; at: Date }[]>('h.element_id', db.raw('max(h.at) as at'));
  return new Map(rows.map(({ element_id, at }) => [element_id, at]));
}

/** Sequence flows the case's own process has taken. */
export async function takenFlows(db: Knex, instanceKey: string): Promise<string[]> {
  const rows = await db('history_event')
    .where({ instance_key: instanceKey, type: 'flowTaken' })
    .distinct<{ element_id: string }[]>('element_id');
  return rows.map(({ element_id }) => element_id);
}

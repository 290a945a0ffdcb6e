import type { Knex } from 'knex';
import type { CaseDetail } from '../../http/resources/cases/schemas.ts';
import type { CaseRow } from '../cases/find-case.ts';

/** Why, by whom and since when a case stands still; null: it does not. */
export async function readSuspension(db: Knex, row: CaseRow): Promise<CaseDetail['suspended']> {
  if (row.instance_state !== 'suspended') return null;
  const note = await db('case_note')
    .where({ case_id: row.id, kind: 'suspend' })
    .orderBy('id', 'desc')
    .first<{ text: string; author_name: string; created_at: Date } | undefined>(
      'text',
      'author_name',
      'created_at',
    );
  return {
    reason: note?.text ?? '',
    byName: note?.author_name ?? null,
    at: note?.created_at.toISOString() ?? null,
  };
}

import type { Knex } from 'knex';
import type { Actor } from '../../policy/actor.ts';

/** One person urges a case once in so many hours (services 0.8). */
export const URGE_PAUSE_HOURS = 24;

/** @returns when this person may urge the case again, or null when he may now */
export async function mayUrgeFrom(db: Knex, caseId: string, actor: Actor, now: Date): Promise<Date | null> {
  const last = await db('case_note')
    .where({ case_id: caseId, kind: 'urge', author: actor.id })
    .max<{ at: Date | null }[]>('created_at as at');
  const at = last[0]?.at;
  if (!at) return null;
  const again = new Date(at.getTime() + URGE_PAUSE_HOURS * 3_600_000);
  return again > now ? again : null;
}

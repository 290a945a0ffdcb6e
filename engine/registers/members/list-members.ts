import type { Knex } from 'knex';
import type { z } from 'zod';
import type { memberQuery, RosterPage } from '../../http/resources/members/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { membersInReach, matching, onlyWarned } from './members-in-reach.ts';
import { readRosterWarnings } from './roster-warnings.ts';
import { rosterColumns, toRosterRow, type RosterColumns } from './roster-row.ts';

/** One page of the 党员名册 (S5): branch by branch, in each its leaders first, then by card number. */
export async function listMembers(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof memberQuery>,
  action = 'read',
): Promise<RosterPage> {
  const found = matching(membersInReach(services, actor, action), filter, services, actor);
  const [total, warned, rows] = await Promise.all([
    count(found.clone()),
    count(onlyWarned(found.clone(), services, actor)),
    pageOf(found.clone(), filter),
  ]);
  const page = rows.slice(0, filter.limit);
  const warnings = await readRosterWarnings(
    services,
    actor,
    page.map(({ id }) => id),
  );
  return {
    items: page.map((row) => toRosterRow(row, services, warnings.get(row.id) ?? [])),
    total,
    warned,
    nextCursor: rows.length > filter.limit ? cursorAt(page.at(-1)!) : null,
  };
}

async function count(found: Knex.QueryBuilder): Promise<number> {
  const [row] = await found.count<[{ count: string }]>('m.id as count');
  return Number(row!.count);
}

const NO_RANK = 32_767;

/** In the order of the index `member_org`, so that a page costs the same wherever it is. */
async function pageOf(
  found: Knex.QueryBuilder,
  { cursor, limit }: z.infer<typeof memberQuery>,
): Promise<RosterColumns[]> {
  const after = decodeCursor(cursor, 3);
  if (after) {
    const [org, rank, card] = after as [string, string, string];
    found
      .whereRaw('m.org_code ~>=~ ?', [org])
      .whereRaw(`(m.org_code <> ? or (coalesce(m.leader_rank, ${NO_RANK}), m.card_no) > (?::int, ?))`, [
        org,
        rank,
        card,
      ]);
  }
  return found
    .select(rosterColumns)
    .orderByRaw('m.org_code using ~<~, m.leader_rank nulls last, m.card_no')
    .limit(limit + 1);
}

function cursorAt({ org_code: org, leader_rank: rank, card_no: card }: RosterColumns): string {
  return encodeCursor([org, rank ?? NO_RANK, card]);
}

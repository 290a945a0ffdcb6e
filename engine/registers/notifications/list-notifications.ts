import type { Knex } from 'knex';
import type { z } from 'zod';
import type { Notification, notificationPage } from '../../http/resources/notifications/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';

/**
 * A member's own messages; for an account those of its unit, which all its accounts share: those about cases as far as
 * they may read cases at all.
 */
export function notificationsOf(
  { db, policy }: Pick<Services, 'db' | 'policy'>,
  actor: Actor,
): Knex.QueryBuilder {
  const found = db('notification as n');
  if (actor.kind === 'member') return found.where('n.member_id', actor.memberId);
  found.where('n.org_code', actor.orgCode);
  return policy.may(actor, 'case', 'read') ? found : found.whereNull('n.case_id');
}

/** Newest first. */
export async function listNotifications(
  services: Services,
  actor: Actor,
  { cursor, limit }: { cursor?: string; limit: number },
): Promise<z.infer<typeof notificationPage>> {
  const { db } = services;
  const found = notificationsOf(services, actor);
  const counted = await found
    .clone()
    .first(
      db.raw('count(*)::int as total'),
      db.raw('count(*) filter (where n.read_at is null)::int as unread'),
    );
  const rows = found
    .clone()
    .leftJoin('case_file as c', 'c.id', 'n.case_id')
    .orderBy('n.id', 'desc')
    .limit(limit + 1);
  const after = decodeCursor(cursor, 1);
  if (after) rows.where('n.id', '<', after[0]!);
  const listed = (await rows.select('n.*', 'c.number')) as NotificationRow[];
  const page = listed.slice(0, limit);
  return {
    items: page.map(toItem),
    total: counted.total as number,
    unread: counted.unread as number,
    nextCursor: listed.length > limit ? encodeCursor([page.at(-1)!.id]) : null,
  };
}

interface NotificationRow {
  id: string;
  title: string;
  body: string;
  number: string | null;
  created_at: Date;
  read_at: Date | null;
}

function toItem(row: NotificationRow): Notification {
  return {
    id: row.id,
    title: row.title,
    body: row.body,
    caseNumber: row.number,
    createdAt: row.created_at.toISOString(),
    readAt: row.read_at?.toISOString() ?? null,
  };
}

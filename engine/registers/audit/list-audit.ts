import { DateTime } from 'luxon';
import type { z } from 'zod';
import type { auditItem, auditPage, auditQuery } from '../../http/resources/audit/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { escapeLike } from '../like.ts';

interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  action: string;
  resource: string;
  resource_id: string | null;
  org_name: string | null;
  ip: string | null;
  detail: z.infer<typeof auditItem>['detail'];
}

/** Who did what, newest first. Days are those of the office. */
export async function listAudit(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof auditQuery>,
): Promise<z.infer<typeof auditPage>> {
  const { db, policy, config } = services;
  const allowed = policy.where(actor, 'audit', 'read', { org: 'l.org_code' });
  const found = db('audit_log as l')
    .leftJoin('organisation as o', 'o.code', 'l.org_code')
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[]);
  if (filter.resource) found.where('l.resource', filter.resource);
  if (filter.actor) whoseNameIs(found, services, filter.actor);
  const day = (date: string) => DateTime.fromISO(date, { zone: config.TIME_ZONE }).startOf('day');
  if (filter.from) found.where('l.at', '>=', day(filter.from).toJSDate());
  if (filter.to) found.where('l.at', '<', day(filter.to).plus({ days: 1 }).toJSDate());
  const [counted] = await found.clone().count<[{ count: string }]>('l.id as count');
  const after = decodeCursor(filter.cursor, 1);
  if (after) found.where('l.id', '<', after[0]!);
  const rows = (await found
    .select('l.*', 'o.name as org_name')
    .orderBy('l.id', 'desc')
    .limit(filter.limit + 1)) as AuditRow[];
  const page = rows.slice(0, filter.limit);
  const names = await actorNames(
    db,
    page.map((row) => row.actor),
  );
  return {
    items: page.map((row) => toItem(row, names)),
    total: Number(counted!.count),
    nextCursor: rows.length > filter.limit ? encodeCursor([page.at(-1)!.id]) : null,
  };
}

/** By user name, or by the name shown for an account or member. */
function whoseNameIs(
  found: ReturnType<Services['db']['queryBuilder']>,
  { db }: Services,
  words: string,
): void {
  const like = `%${escapeLike(words)}%`;
  found.where((either) =>
    either
      .whereIn(
        'l.actor',
        db('account').whereILike('display_name', like).select(db.raw("'account:' || username")),
      )
      .orWhereIn('l.actor', db('member').where('name', words).select(db.raw("'member:' || id")))
      .orWhere('l.actor', `account:${words}`)
      .orWhere('l.actor', words),
  );
}

function toItem(row: AuditRow, names: Map<string, string>): z.infer<typeof auditItem> {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorName: names.get(row.actor) ?? row.actor,
    action: row.action,
    resource: row.resource,
    resourceId: row.resource_id,
    orgName: row.org_name,
    ip: row.ip,
    detail: row.detail,
  };
}

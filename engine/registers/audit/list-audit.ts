import { DateTime } from 'luxon';
import type { Knex } from 'knex';
import type { z } from 'zod';
import type { AuditItem, auditPage, auditQuery } from '../../http/resources/audit/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { actorNames } from '../actor-names.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { escapeLike } from '../like.ts';
import { readContents, type Content } from './read-contents.ts';
import { readDetailNames } from './read-detail-names.ts';
import { readSubjects, type Subject } from './read-subjects.ts';

interface AuditRow {
  id: string;
  at: Date;
  actor: string;
  action: string;
  resource: string;
  resource_id: string | null;
  org_name: string | null;
  ip: string | null;
  detail: AuditItem['detail'];
}

/** Who did what, newest first. Days are those of the office. */
export async function listAudit(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof auditQuery>,
): Promise<z.infer<typeof auditPage>> {
  const found = matchingLines(services, actor, filter);
  const [counted] = await found.clone().count<[{ count: string }]>('l.id as count');
  const after = decodeCursor(filter.cursor, 1);
  if (after) found.where('l.id', '<', after[0]!);
  const rows = (await found
    .select('l.*', 'o.name as org_name')
    .orderBy('l.id', 'desc')
    .limit(filter.limit + 1)) as AuditRow[];
  const page = rows.slice(0, filter.limit);
  return {
    items: await inWords(services, actor, page),
    total: Number(counted!.count),
    nextCursor: rows.length > filter.limit ? encodeCursor([page.at(-1)!.id]) : null,
  };
}

function matchingLines(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof auditQuery>,
): Knex.QueryBuilder {
  const { db, policy, config } = services;
  const allowed = policy.where(actor, 'audit', 'read', { org: 'l.org_code' });
  const found = db('audit_log as l')
    .leftJoin('organisation as o', 'o.code', 'l.org_code')
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[]);
  leaveOutHidden(found, actor);
  if (filter.resource) found.where('l.resource', filter.resource);
  if (filter.actor) whoseNameIs(found, services, filter.actor);
  const day = (date: string) => DateTime.fromISO(date, { zone: config.TIME_ZONE }).startOf('day');
  if (filter.from) found.where('l.at', '>=', day(filter.from).toJSDate());
  if (filter.to) found.where('l.at', '<', day(filter.to).plus({ days: 1 }).toJSDate());
  return found;
}

/** What is done in a case that is kept from the reader's unit does not exist for it. */
function leaveOutHidden(found: Knex.QueryBuilder, actor: Actor): void {
  const hidden = `from case_file c where c.hidden_from <> '{}'
    and exists (select from unnest(c.hidden_from) h where ? like h || '%')`;
  found.whereRaw(
    `not (l.resource = 'case' and l.resource_id in (select c.number ${hidden}))
     and not (l.resource = 'task' and l.resource_id in (
       select t.key::text from user_task t where t.case_id in (select c.id ${hidden})))`,
    [actor.orgCode, actor.orgCode],
  );
}

/** By user name, or by the name shown for an account or member. */
function whoseNameIs(found: Knex.QueryBuilder, { db }: Services, words: string): void {
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

async function inWords(services: Services, actor: Actor, page: AuditRow[]): Promise<AuditItem[]> {
  const { db } = services;
  const subjects = await readSubjects(services, actor, page);
  const [actors, contents, names] = await Promise.all([
    actorNames(
      db,
      page.map((row) => row.actor),
    ),
    readContents(db, page, subjects),
    readDetailNames(db, page),
  ]);
  return page.map((row) =>
    toItem(row, {
      actorName: actors.get(row.actor) ?? row.actor,
      subject: subjects.get(row.id)!,
      content: contents.get(row.id) ?? [],
      names: names.get(row.id) ?? {},
    }),
  );
}

function toItem(
  row: AuditRow,
  told: { actorName: string; subject: Subject; content: Content[]; names: Record<string, string> },
): AuditItem {
  return {
    id: row.id,
    at: row.at.toISOString(),
    actorName: told.actorName,
    action: row.action,
    resource: row.resource,
    resourceId: row.resource_id,
    subject: told.subject.name,
    caseNumber: told.subject.caseNumber,
    caseOpens: told.subject.caseId !== null,
    orgName: row.org_name,
    ip: row.ip,
    detail: row.detail,
    content: told.content,
    names: told.names,
  };
}

import type { Knex } from 'knex';
import type { z } from 'zod';
import type { BoardTask, boardTaskPage, boardTaskQuery } from '../../http/resources/warnings/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { sentBackSql } from '../tasks/sent-back.ts';
import { boardRoot, periodsOf } from './board.ts';
import { withoutHidden } from '../cases/hidden.ts';

type Show = z.infer<typeof boardTaskQuery>['show'];

interface TaskRow {
  key: string;
  name: string;
  number: string | null;
  title: string | null;
  member_name: string | null;
  unit_names: string | null;
  due_at: Date | null;
  completed_at: Date | null;
  escalated_to_name: string | null;
  place: string;
}

/**
 * The tasks behind a number of the board, by the conditions they were counted by: open ones in the order they are due,
 * finished ones newest first.
 * @throws `not_found` when the organisation is not within the actor's reach
 */
export async function listBoardTasks(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof boardTaskQuery>,
): Promise<z.infer<typeof boardTaskPage>> {
  const org = boardRoot(services, actor, filter.org);
  const found = tasksOf(services, actor, org, filter.reach);
  narrow(found, filter.show, org, services);
  const [counted] = await found.clone().count<[{ count: string }]>('t.key as count');
  const closed = filter.show === 'closedThisMonth';
  const place = closed ? 't.completed_at' : `coalesce(t.due_at, 'infinity')`;
  const after = decodeCursor(filter.cursor, 2);
  if (after) found.whereRaw(`(${place}, t.key) ${closed ? '<' : '>'} (?::timestamptz, ?::bigint)`, after);
  const rows = (await found
    .leftJoin('organisation as e', 'e.code', 't.escalated_to')
    .select('t.key', 't.name', 'c.number', 'c.title', 'c.applicant_name as member_name')
    .select('t.due_at', 't.completed_at', 'e.name as escalated_to_name')
    .select(services.db.raw(`(${unitNames}) as unit_names, (${place})::text as place`))
    .orderByRaw(`${place} ${closed ? 'desc' : 'asc'}, t.key ${closed ? 'desc' : 'asc'}`)
    .limit(filter.limit + 1)) as TaskRow[];
  const page = rows.slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toItem(row, services)),
    total: Number(counted!.count),
    nextCursor: rows.length > filter.limit ? encodeCursor([last!.place, last!.key]) : null,
  };
}

const unitNames = `select string_agg(u.name, '、' order by u.code) from task_candidate k
  join organisation u on k.kind = 'unit' and u.code = k.value where k.task_key = t.key`;

/** Tasks the unit, or one of its subtree, is responsible for, but for those of cases that are kept from the viewer. */
function tasksOf(
  { db, config }: Services,
  actor: Actor,
  org: string,
  reach: z.infer<typeof boardTaskQuery>['reach'],
): Knex.QueryBuilder {
  const prefix = reach === 'org' ? org : new OrgCodes(config.CODE_DIGITS).prefix(org);
  return db('user_task as t')
    .leftJoin('case_file as c', 'c.id', 't.case_id')
    .whereRaw(
      `exists (select from task_candidate k
                where k.task_key = t.key and k.kind = 'unit' and starts_with(k.value, ?))`,
      [prefix],
    )
    .modify(withoutHidden, actor);
}

function narrow(found: Knex.QueryBuilder, show: Show, org: string, services: Services): void {
  const { now, endOfWeek, startOfMonth } = periodsOf(services);
  if (show === 'closedThisMonth') {
    found.where('t.state', 'completed').where('t.completed_at', '>=', startOfMonth);
    found.whereRaw(`not ${sentBackSql}`);
    return;
  }
  found.where('t.state', 'created');
  if (show === 'dueThisWeek') found.whereBetween('t.due_at', [now, endOfWeek]);
  if (show === 'open' || show === 'dueThisWeek') return;
  found.where('t.due_at', '<', now);
  if (show === 'escalated') found.whereNotNull('t.escalated_to');
  if (show === 'escalatedHere') found.where('t.escalated_to', org);
}

function toItem(row: TaskRow, { policy, clock }: Services): BoardTask {
  const late = row.completed_at === null && row.due_at !== null;
  return {
    key: row.key,
    name: row.name,
    caseNumber: row.number,
    caseTitle: row.title,
    memberName: row.member_name,
    unitNames: row.unit_names ?? '',
    dueAt: row.due_at?.toISOString() ?? null,
    overdue: late && row.due_at! < clock.now(),
    overdueDays: late ? policy.overdueWorkingDays(row.due_at!, clock.now()) : 0,
    escalatedToName: row.escalated_to_name,
    completedAt: row.completed_at?.toISOString() ?? null,
  };
}

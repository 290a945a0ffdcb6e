import type { Knex } from 'knex';
import type { InboxItem, InboxPage } from '../../http/resources/inbox/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { assigneeOf } from '../tasks/task-row.ts';
import { matching, tasksInView, type InboxQuery } from './tasks-in-reach.ts';
import { urgencyBindings, urgencySql } from './urgency.ts';

/** One page of an inbox: overdue first because what is due longest comes first; finished tasks newest first. */
export async function listInbox(services: Services, actor: Actor, filter: InboxQuery): Promise<InboxPage> {
  const found = matching(tasksInView(services, actor, filter.view), filter, services);
  const [counted] = await found.clone().count<[{ count: string }]>('t.key as count');
  const rows = await pageOf(found, services, filter);
  const page = rows.slice(0, filter.limit);
  return {
    items: page.map((row) => toItem(row, services, actor)),
    total: Number(counted?.count ?? 0),
    nextCursor: rows.length > filter.limit ? encodeCursor([page.at(-1)!.sort_text, page.at(-1)!.key]) : null,
  };
}

interface InboxRow {
  key: string;
  name: string;
  number: string | null;
  title: string | null;
  summary: string | null;
  service_code: string | null;
  service_name: string;
  applicant_name: string | null;
  card_no: string | null;
  org_code: string | null;
  org_name: string | null;
  submitted_at: Date | null;
  created_at: Date;
  due_at: Date | null;
  urgency: InboxItem['urgency'];
  escalated_to_name: string | null;
  assignee: string | null;
  assignee_name: string | null;
  completed_at: Date | null;
  outcome_name: string | null;
  suspended: boolean;
  delegated_to: string | null;
  delegated_name: string | null;
  sort_text: string;
}

function pageOf(found: Knex.QueryBuilder, services: Services, filter: InboxQuery): Promise<InboxRow[]> {
  const done = filter.view === 'done';
  const sort = done ? 't.completed_at' : "coalesce(t.due_at, 'infinity')";
  const [sign, direction] = done ? ['<', 'desc'] : ['>', 'asc'];
  const { db, policy, clock } = services;
  const query = found
    .clone()
    .join('process_instance as i', 'i.key', 't.instance_key')
    .leftJoin('account as a', 'a.username', 't.assignee')
    .leftJoin('organisation as e', 'e.code', 't.escalated_to')
    .leftJoin('organisation as g', 'g.code', 't.delegated_to')
    .select('t.key', 't.name', 't.created_at', 't.due_at', 't.assignee', 't.completed_at')
    .select(
      'c.number',
      'c.title',
      'c.summary',
      'c.applicant_name',
      'c.org_code',
      'c.submitted_at',
      'c.outcome_name',
    )
    .select('d.service_code', 'd.name as service_name', 'm.card_no', 'o.name as org_name')
    .select('a.display_name as assignee_name', 'e.name as escalated_to_name')
    .select('t.delegated_to', 'g.name as delegated_name')
    .select(db.raw(`${urgencySql} as urgency`, urgencyBindings(policy, clock.now())))
    .select(db.raw("i.state = 'suspended' as suspended"))
    .select(db.raw(`(${sort})::text as sort_text`))
    .orderByRaw(`${sort} ${direction}, t.key ${direction}`)
    .limit(filter.limit + 1);
  const after = decodeCursor(filter.cursor, 2);
  if (after) query.whereRaw(`(${sort}, t.key) ${sign} (?::timestamptz, ?::bigint)`, after);
  return query;
}

function toItem(row: InboxRow, services: Services, actor: Actor): InboxItem {
  const now = services.clock.now();
  const open = row.completed_at === null;
  return {
    key: row.key,
    name: row.name,
    caseNumber: row.number,
    caseTitle: row.title,
    caseSummary: row.summary,
    serviceCode: row.service_code,
    serviceName: row.service_name,
    applicantName: row.applicant_name,
    applicantCardNo: row.card_no,
    orgCode: row.org_code,
    orgName: row.org_name,
    submittedAt: row.submitted_at?.toISOString() ?? null,
    createdAt: row.created_at.toISOString(),
    dueAt: row.due_at?.toISOString() ?? null,
    overdueDays: open && row.due_at ? services.policy.overdueWorkingDays(row.due_at, now) : 0,
    urgency: open ? row.urgency : 'ok',
    escalatedToName: row.escalated_to_name,
    assignee: row.assignee,
    assigneeName: row.assignee_name,
    claimedByMe: row.assignee === assigneeOf(actor),
    completedAt: row.completed_at?.toISOString() ?? null,
    outcome: row.outcome_name,
    suspended: row.suspended,
    delegation: delegationOf(row, actor),
  };
}

function delegationOf(
  { delegated_to, delegated_name, completed_at }: InboxRow,
  actor: Actor,
): InboxItem['delegation'] {
  if (delegated_to === null || completed_at !== null) return null;
  return { unitName: delegated_name ?? delegated_to, toMe: delegated_to === actor.orgCode };
}

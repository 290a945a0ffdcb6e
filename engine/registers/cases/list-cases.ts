import type { Knex } from 'knex';
import type { z } from 'zod';
import type { CaseListItem, casePage, caseListQuery } from '../../http/resources/cases/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { escapeLike } from '../like.ts';
import { readWaits, waitWords, type CaseWait } from './case-wait.ts';
import { aboutCase } from './case-words.ts';
import { casesInReach } from './cases-in-reach.ts';

export type CaseFilter = z.infer<typeof caseListQuery>;

/** Cases in the actor's reach, newest first. */
export async function listCases(
  services: Services,
  actor: Actor,
  filter: CaseFilter,
  action = 'read',
): Promise<z.infer<typeof casePage>> {
  const found = matchingCases(services, actor, filter, action);
  const [counted, rows] = await Promise.all([
    found.clone().count<{ count: string }[]>('c.id as count'),
    pageOf(services, found, filter),
  ]);
  const shown = rows.slice(0, filter.limit);
  const last = shown.at(-1);
  const idle = shown.filter(({ status, current_task }) => status === 'open' && current_task === null);
  const waits = await readWaits(
    services,
    idle.map((row) => row.instance_key),
  );
  return {
    items: shown.map((row) => toItem(services, row, waits.get(row.instance_key))),
    total: Number(counted[0]?.count ?? 0),
    nextCursor: rows.length > filter.limit ? encodeCursor([last!.submitted_text, last!.id]) : null,
  };
}

function matchingCases(
  services: Services,
  actor: Actor,
  filter: CaseFilter,
  action: string,
): Knex.QueryBuilder {
  const codes = new OrgCodes(services.config.CODE_DIGITS);
  const query = casesInReach(services, actor, action);
  if (filter.service) query.where('c.service_code', filter.service);
  if (filter.org) query.where('c.org_code', 'like', `${codes.prefix(filter.org)}%`);
  if (filter.status === 'open' || filter.status === 'closed') query.where('c.status', filter.status);
  if (filter.status === 'suspended') query.where('i.state', 'suspended');
  if (filter.status === 'overdue') {
    query.where('c.status', 'open').whereRaw(`(${firstTask('due_at')}) < ?`, [services.clock.now()]);
  }
  if (filter.q) byWords(query, filter.q);
  return query;
}

/** A column of the open task that is due first. */
function firstTask(column: string): string {
  return `select t.${column} from user_task t where t.case_id = c.id and t.state = 'created'
          order by t.due_at nulls last, t.key limit 1`;
}

/** Whoever it waits for: a unit that is asked for its opinion comes before the task's own. */
const unitOfFirstTask = `select coalesce(
    (select g.name || '（受委派）' from organisation g where g.code = (${firstTask('delegated_to')})),
    string_agg(coalesce(u.name, case when k.kind = 'member' then '申请人' else k.value end), '、'))
  from task_candidate k left join organisation u on k.kind = 'unit' and u.code = k.value
  where k.task_key = (${firstTask('key')})`;

interface Row {
  id: string;
  number: string;
  title: string;
  summary: string | null;
  service_code: string;
  service_name: string;
  properties: Record<string, string>;
  instance_key: string;
  applicant_name: string;
  card_no: string | null;
  org_code: string;
  org_name: string | null;
  status: 'open' | 'closed';
  suspended: boolean;
  outcome_name: string | null;
  current_task: string | null;
  current_unit: string | null;
  due_at: Date | null;
  submitted_at: Date;
  submitted_text: string;
  closed_at: Date | null;
}

function pageOf({ db }: Services, found: Knex.QueryBuilder, filter: CaseFilter): Promise<Row[]> {
  const query = found
    .clone()
    .select('c.*', 'd.name as service_name', 'd.properties', 'o.name as org_name')
    .select(db.raw('(select m.card_no from member m where m.id = c.applicant_member_id) as card_no'))
    .select(db.raw(`(${firstTask('name')}) as current_task`))
    .select(db.raw(`(${firstTask('due_at')}) as due_at`))
    .select(db.raw(`(${unitOfFirstTask}) as current_unit`))
    .select(db.raw("i.state = 'suspended' as suspended"))
    .select(db.raw('c.submitted_at::text as submitted_text'))
    .orderBy([
      { column: 'c.submitted_at', order: 'desc' },
      { column: 'c.id', order: 'desc' },
    ])
    .limit(filter.limit + 1);
  const after = decodeCursor(filter.cursor, 2);
  if (after) query.whereRaw('(c.submitted_at, c.id) < (?::timestamptz, ?::bigint)', after);
  return query;
}

function toItem({ policy, clock, config }: Services, row: Row, wait: CaseWait | undefined): CaseListItem {
  const waiting = wait ? waitWords(wait, row.properties.milestones, config.TIME_ZONE) : null;
  const late = row.status === 'open' && row.due_at !== null;
  return {
    number: row.number,
    title: row.title,
    summary: row.summary,
    about: aboutCase({ title: row.title, summary: row.summary, serviceName: row.service_name }),
    serviceCode: row.service_code,
    serviceName: row.service_name,
    applicantName: row.applicant_name,
    applicantCardNo: row.card_no,
    orgName: row.org_name ?? row.org_code,
    status: row.status,
    suspended: row.suspended,
    outcomeName: row.outcome_name,
    currentTask: row.current_task ?? waiting,
    currentUnit: row.current_unit,
    overdueDays: late ? policy.overdueWorkingDays(row.due_at!, clock.now()) : 0,
    submittedAt: row.submitted_at.toISOString(),
    closedAt: row.closed_at?.toISOString() ?? null,
  };
}

function byWords(query: Knex.QueryBuilder, words: string): void {
  const like = `%${escapeLike(words)}%`;
  const initials = `${escapeLike(words.toLowerCase())}%`;
  query.where((any) =>
    any
      .whereILike('c.applicant_name', like)
      .orWhereILike('c.number', like)
      .orWhereILike('c.title', like)
      .orWhereRaw(
        `exists (select from member m where m.id = c.applicant_member_id
                  and (m.card_no = ? or m.initials like ? or m.pinyin like ?))`,
        [words, initials, initials],
      ),
  );
}

import type { Knex } from 'knex';
import type { z } from 'zod';
import type { inboxQuery } from '../../http/resources/inbox/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { sentBackSql } from '../tasks/sent-back.ts';
import { assigneeOf } from '../tasks/task-row.ts';
import { escapeLike } from '../like.ts';
import { officeEnds } from './office-days.ts';
import { urgencyBindings, urgencySql } from './urgency.ts';

export type InboxQuery = z.infer<typeof inboxQuery>;
export type InboxView = InboxQuery['view'];

/**
 * What one tab of an actor's inbox shows: tasks (`t`) with their cases (`c`), applicants (`m`), organisations (`o`)
 * and process definitions (`d`). Every list, counter and export of the inbox starts here.
 */
export function tasksInView(services: Services, actor: Actor, view: InboxView): Knex.QueryBuilder {
  const query = services
    .db('user_task as t')
    .leftJoin('case_file as c', 'c.id', 't.case_id')
    .leftJoin('member as m', 'm.id', 'c.applicant_member_id')
    .leftJoin('organisation as o', 'o.code', 'c.org_code')
    .join('process_definition as d', 'd.key', 't.definition_key');
  const now = services.clock.now();
  if (view === 'supplement') return waitingForApplicant(query, actor);
  inReach(query, actor);
  if (view === 'done') return query.where('t.state', 'completed').whereRaw(`not ${sentBackSql}`);
  query.where('t.state', 'created');
  if (view === 'overdue') query.where('t.due_at', '<', now);
  if (view === 'soon') query.whereRaw(`(${urgencySql}) = 'soon'`, urgencyBindings(services.policy, now));
  if (view === 'mine') query.where('t.assignee', assigneeOf(actor));
  return query;
}

/** Tasks whose candidates the actor's unit is among, those that have escalated to it or ask for its opinion. */
function inReach(query: Knex.QueryBuilder, actor: Actor): void {
  query.where((reach) =>
    reach
      .whereRaw(isCandidateSql('t.key'), [actor.orgCode])
      .orWhere('t.escalated_to', actor.orgCode)
      .orWhereRaw(isAskedSql, [actor.orgCode]),
  );
}

/** Open tasks of applicants in cases that this unit has had in hand: what it waits for. */
function waitingForApplicant(query: Knex.QueryBuilder, actor: Actor): Knex.QueryBuilder {
  const hadInHand = `exists (select from user_task p where p.case_id = t.case_id and ${isCandidateSql('p.key')})`;
  return query
    .where('t.state', 'created')
    .whereRaw("exists (select from task_candidate a where a.task_key = t.key and a.kind = 'member')")
    .whereRaw(hadInHand, [actor.orgCode]);
}

/** One binding: the unit. Whoever has given the opinion is done with it. */
const isAskedSql = "(t.delegated_to = ? and t.state = 'created')";

/** One binding: the unit. */
function isCandidateSql(taskKey: string): string {
  return `exists (select from task_candidate k where k.task_key = ${taskKey} and k.kind = 'unit' and k.value = ?)`;
}

/** Narrows to what the person typed and chose above the list. */
export function matching(
  query: Knex.QueryBuilder,
  filter: InboxQuery,
  services: Services,
): Knex.QueryBuilder {
  const codes = new OrgCodes(services.config.CODE_DIGITS);
  if (filter.service) query.where('d.service_code', filter.service);
  if (filter.org) query.where('c.org_code', 'like', `${codes.prefix(filter.org)}%`);
  if (filter.due) byDueDate(query, filter.due, services);
  if (filter.q) byWords(query, filter.q);
  return query;
}

function byDueDate(query: Knex.QueryBuilder, due: NonNullable<InboxQuery['due']>, services: Services): void {
  const now = services.clock.now();
  const [endOfToday, endOfWeek] = officeEnds(now, services.config.TIME_ZONE);
  if (due === 'none') query.whereNull('t.due_at');
  if (due === 'overdue') query.where('t.due_at', '<', now);
  if (due === 'today') query.whereBetween('t.due_at', [now, endOfToday]);
  if (due === 'week') query.whereBetween('t.due_at', [now, endOfWeek]);
  if (due === 'later') query.where('t.due_at', '>', endOfWeek);
}

function byWords(query: Knex.QueryBuilder, words: string): void {
  const like = `%${escapeLike(words)}%`;
  const initials = `${escapeLike(words.toLowerCase())}%`;
  query.where((any) =>
    any
      .whereILike('c.applicant_name', like)
      .orWhereILike('c.number', like)
      .orWhereILike('c.title', like)
      .orWhereILike('t.name', like)
      .orWhere('m.card_no', words)
      .orWhere('m.member_no', words)
      .orWhere('m.initials', 'like', initials)
      .orWhere('m.pinyin', 'like', initials),
  );
}

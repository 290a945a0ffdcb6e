import type { Knex } from 'knex';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { warningsAboutMembers } from '../warnings/warnings-in-reach.ts';
import { officeDay } from './age.ts';
import { filterSql, type MemberFilter } from './filter-sql.ts';

/** The members (`m`) an actor may do this to, with their branches (`o`). Lists and single sheets both start here. */
export function membersInReach({ db, policy }: Services, actor: Actor, action = 'read'): Knex.QueryBuilder {
  const allowed = policy.where(actor, 'member', action, { org: 'm.org_code', member: 'm.id' });
  return db('member as m')
    .join('organisation as o', 'o.code', 'm.org_code')
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[]);
}

/** Narrows to what was chosen above the list (S8). */
export function matching(
  query: Knex.QueryBuilder,
  filter: MemberFilter,
  services: Services,
  actor: Actor,
): Knex.QueryBuilder {
  const { config, clock } = services;
  const today = officeDay(clock.now(), config.TIME_ZONE);
  for (const { sql, bindings } of filterSql(filter, { today, codes: new OrgCodes(config.CODE_DIGITS) })) {
    query.whereRaw(sql, bindings as string[]);
  }
  return filter.warning ? onlyWarned(query, services, actor) : query;
}

/** Those with an application that is overdue. */
export function onlyWarned(query: Knex.QueryBuilder, services: Services, actor: Actor): Knex.QueryBuilder {
  return query.whereIn('m.id', warningsAboutMembers(services, actor).select('w.member_id'));
}

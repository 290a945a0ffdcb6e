import type { Knex } from 'knex';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { withoutHidden } from './hidden.ts';

/** The units that have, or had, a task of case `c` in hand: text[]. */
export const caseUnitsSql = `array(
  select k.value from user_task u join task_candidate k on k.task_key = u.key
  where u.case_id = c.id and k.kind = 'unit'
  union select u.escalated_to from user_task u where u.case_id = c.id and u.escalated_to is not null)`;

/** Those, the units asked for an opinion on one, and those the case is copied to: they may read it, no more. */
export const readingUnitsSql = `(${caseUnitsSql} || array(
  select u.delegated_to from user_task u where u.case_id = c.id and u.delegated_to is not null and u.state = 'created'
  union select p.org_code from case_copy p where p.case_id = c.id))`;

/**
 * The cases (`c`) an actor may do this to, with definition (`d`) and organisation (`o`). Details are read through the
 * same query as lists: what one shows the other shows.
 */
export function casesInReach(services: Services, actor: Actor, action = 'read'): Knex.QueryBuilder {
  const allowed = services.policy.where(actor, 'case', action, {
    org: 'c.org_code',
    member: 'c.applicant_member_id::text',
    units: action === 'read' ? readingUnitsSql : caseUnitsSql,
  });
  return services
    .db('case_file as c')
    .join('process_instance as i', 'i.key', 'c.instance_key')
    .join('process_definition as d', 'd.key', 'i.definition_key')
    .leftJoin('organisation as o', 'o.code', 'c.org_code')
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[])
    .modify(withoutHidden, actor);
}

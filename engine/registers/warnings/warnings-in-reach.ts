import type { Knex } from 'knex';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { withoutHidden } from '../cases/hidden.ts';

/**
 * Open red warnings (`w`) the actor may know of, with case (`c`), member (`m`) and task (`t`). Every list, mark and
 * number about warnings starts here; warnings of cases that are kept from the actor's unit do not exist for it.
 */
export function warningsInReach({ db, policy }: Services, actor: Actor): Knex.QueryBuilder {
  const late = policy.where(actor, 'warning', 'read', { org: 'w.org_code', units: 'array[w.escalated_to]' });
  return db('red_warning as w')
    .join('user_task as t', 't.key', 'w.task_key')
    .leftJoin('case_file as c', 'c.id', 'w.case_id')
    .leftJoin('member as m', 'm.id', 'w.member_id')
    .whereNull('w.resolved_at')
    .whereRaw(`(${late.sql})`, late.bindings as string[])
    .modify(withoutHidden, actor);
}

/**
 * The open warnings about members the actor may read: what turns their lines in the roster red, whichever unit is late.
 * A branch sees its own member's application late at the community, though the community's desk is not its own.
 */
export function warningsAboutMembers({ db, policy }: Services, actor: Actor): Knex.QueryBuilder {
  const about = policy.where(actor, 'member', 'read', { org: 'm.org_code', member: 'm.id' });
  return db('red_warning as w')
    .join('user_task as t', 't.key', 'w.task_key')
    .leftJoin('case_file as c', 'c.id', 'w.case_id')
    .join('member as m', 'm.id', 'w.member_id')
    .whereNull('w.resolved_at')
    .whereRaw(`(${about.sql})`, about.bindings as string[])
    .modify(withoutHidden, actor);
}

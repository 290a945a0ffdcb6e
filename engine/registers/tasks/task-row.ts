import type { Key } from '../../core/keys.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Target } from '../../policy/policy.ts';
import type { InstanceRow } from '../../store/instances.ts';

/** A user task with everything that decides who may do what with it. */
export interface TaskRow extends InstanceRow {
  key: Key;
  element_instance_key: Key;
  element_id: string;
  name: string;
  process_id: string;
  form_key: Key | null;
  state: 'created' | 'completed' | 'cancelled';
  /** Username of an account, `member:<id>` of a member. */
  assignee: string | null;
  assignee_name: string | null;
  due_at: Date | null;
  escalated_to: string | null;
  /** The unit that is asked for its opinion, since when, and what. */
  delegated_to: string | null;
  delegated_at: Date | null;
  delegated_for: string | null;
  delegated_name: string | null;
  properties: Record<string, string>;
  revision: number;
  /** Units by code and members by id that may work it. */
  units: string[];
  members: string[];
}

/** Columns of a `TaskRow` beside those of its instance and case, of `user_task as t` and `taskCandidates`. */
export const taskColumns = `t.key, t.element_instance_key, t.element_id, t.name, t.process_id, t.form_key, t.state,
  t.assignee, (select display_name from account a where a.username = t.assignee) as assignee_name,
  (select name from organisation o where o.code = t.delegated_to) as delegated_name,
  t.due_at, t.escalated_to, t.delegated_to, t.delegated_at, t.delegated_for, t.properties, t.revision, k.units, k.members`;

/** Who may work task `t`, in one look at its rows. */
export const taskCandidates = candidatesFrom('task_candidate');
/** The same of a task that is not filed. */
export const liveTaskCandidates = candidatesFrom('task_candidate_live');

function candidatesFrom(table: string): string {
  return `cross join lateral (
    select coalesce(array_agg(value) filter (where kind = 'unit'), '{}') as units,
           coalesce(array_agg(value) filter (where kind = 'member'), '{}') as members
      from ${table} where task_key = t.key) k`;
}

/** What policy measures reach against: a task belongs to its candidates, and to the unit it has escalated to. */
export function targetOf(
  task: Pick<TaskRow, 'case_org' | 'units' | 'members' | 'escalated_to'>,
  actor: Actor,
): Target {
  const own = actor.kind === 'member' && task.members.includes(actor.memberId) ? actor.memberId : null;
  return {
    orgCode: task.case_org,
    memberId: own,
    units: task.escalated_to === null ? task.units : [...task.units, task.escalated_to],
  };
}

/** A unit that is asked for its opinion may look at the task as well. */
export function readTargetOf(task: TaskRow, actor: Actor): Target {
  const target = targetOf(task, actor);
  return { ...target, units: [...(target.units ?? []), ...delegateTargetOf(task).units] };
}

/** What the unit that is asked may do: the task is not its own. */
export function delegateTargetOf({ case_org, state, delegated_to }: TaskRow) {
  const units = state === 'created' && delegated_to !== null ? [delegated_to] : [];
  return { orgCode: case_org, memberId: null, units };
}

/** How `user_task.assignee` names an actor. */
export function assigneeOf(actor: Actor): string {
  return actor.kind === 'account' ? actor.username : actor.id;
}

import type { Key } from '../../core/keys.ts';
import { forbidden, notFound, taskClaimed, taskGone } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Target } from '../../policy/policy.ts';
import { caseColumns, type HeldInstance, type InstanceRow } from '../../store/instances.ts';
import { StaleRead } from './retry.ts';
import { holdRow, type Run } from './run.ts';

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
  properties: Record<string, string>;
  revision: number;
  /** Units by code and members by id that may work it. */
  units: string[];
  members: string[];
}

export const taskColumns = `t.key, t.element_instance_key, t.element_id, t.name, t.process_id, t.form_key, t.state,
  t.assignee, (select display_name from account a where a.username = t.assignee) as assignee_name,
  t.due_at, t.escalated_to, t.properties, t.revision,
  array(select k.value from task_candidate k where k.task_key = t.key and k.kind = 'unit') as units,
  array(select k.value from task_candidate k where k.task_key = t.key and k.kind = 'member') as members`;

/**
 * Locks a task and its instance, waiting for whoever holds them. Locked rows are read as they are after the wait, the
 * rest as it was before: a revision that differs means that the candidates may be out of date too.
 */
export async function holdTask(run: Run, key: Key): Promise<{ task: TaskRow; held: HeldInstance }> {
  const { rows } = await run.tx.client.query<TaskRow & { seen: number }>({
    name: 'lock-task',
    text: `select ${taskColumns}, (select s.revision from user_task s where s.key = t.key) as seen,
                  i.key as instance_key, i.definition_key, i.root_key, i.started_by, i.data, ${caseColumns}
             from user_task t join process_instance i on i.key = t.instance_key
                  left join case_file c on c.id = t.case_id
            where t.key = $1 for update of i, t`,
    values: [key],
  });
  const task = rows[0];
  if (!task) throw notFound('没有找到这件任务，可能已被删除或不在您的管理范围内。');
  if (task.seen !== task.revision) throw new StaleRead();
  return { task, held: await holdRow(run, task) };
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

/** How `user_task.assignee` names an actor. */
export function assigneeOf(actor: Actor): string {
  return actor.kind === 'account' ? actor.username : actor.id;
}

/**
 * Refuses who may not do this to the task: `not_found` when he may not even see it, `forbidden`, `task_gone` when it is
 * done, `task_claimed` when a colleague has it.
 */
export function requireTask(run: Run, task: TaskRow, action: string): void {
  run.services.policy.require(run.actor, 'task', action, targetOf(task, run.actor));
  if (task.state !== 'created') throw taskGone();
  const mine =
    task.assignee === null || task.assignee === assigneeOf(run.actor) || run.actor.kind === 'system';
  if (!mine)
    throw taskClaimed(`这件任务已被${task.assignee_name ?? '同事'}领取，请与其联系，或待其放回后再办。`);
}

/** Tasks of the applicant himself are not passed on or returned. */
export function requireUnitTask(task: TaskRow): void {
  if (task.units.length === 0) throw forbidden('这件任务要由申请人本人办理，单位不能代为处理。');
}

import type { Key } from '../../core/keys.ts';
import { caseSuspended, forbidden, notFound, taskClaimed, taskDelegated, taskGone } from '../../errors.ts';
import {
  assigneeOf,
  targetOf,
  liveTaskCandidates,
  taskColumns,
  type TaskRow,
} from '../../registers/tasks/task-row.ts';
import { caseColumns, type HeldInstance } from '../../store/instances.ts';
import { StaleRead } from './retry.ts';
import { holdRow, isFiled, type Run } from './run.ts';

/**
 * Locks a task and its instance, waiting for whoever holds them. Locked rows are read as they are after the wait, the
 * rest as it was before: a revision that differs means that the candidates may be out of date too.
 */
export async function holdTask(run: Run, key: Key): Promise<{ task: TaskRow; held: HeldInstance }> {
  const { rows } = await run.tx.client.query<TaskRow & { seen: number }>({
    name: 'lock-task',
    text: `select ${taskColumns}, (select s.revision from user_task_live s where s.key = t.key) as seen,
                  i.key as instance_key, i.definition_key, i.root_key, i.started_by, i.data, ${caseColumns}
             from user_task_live t join process_instance_live i on i.key = t.instance_key ${liveTaskCandidates}
                  left join case_file c on c.id = t.case_id
            where t.key = $1 for update of i, t`,
    values: [key],
  });
  const task = rows[0];
  if (!task)
    throw (await isFiled(run, 'user_task', key))
      ? taskGone()
      : notFound('没有找到这件任务，可能已被删除或不在您的管理范围内。');
  if (task.seen !== task.revision) throw new StaleRead();
  return { task, held: await holdRow(run, task) };
}

/**
 * Refuses who may not do this to the task: `not_found` when he may not even see it, `forbidden`, `task_gone` when it is
 * done, `case_suspended` when the case stands still, `task_claimed` when a colleague has it, `task_delegated` while another
 * unit is asked for its opinion, unless that is what it is about.
 */
export function requireTask(run: Run, task: TaskRow, action: string, about?: 'delegated'): void {
  run.services.policy.require(run.actor, 'task', action, targetOf(task, run.actor));
  if (task.state !== 'created') throw taskGone();
  if (task.data.state === 'suspended') throw caseSuspended();
  const mine =
    task.assignee === null || task.assignee === assigneeOf(run.actor) || run.actor.kind === 'system';
  if (!mine)
    throw taskClaimed(`这件任务已被${task.assignee_name ?? '同事'}领取，请与其联系，或待其放回后再办。`);
  if (task.delegated_to !== null && about !== 'delegated' && run.actor.kind !== 'system')
    throw taskDelegated();
}

/** Tasks of the applicant himself are not passed on or returned. */
export function requireUnitTask(task: TaskRow): void {
  if (task.units.length === 0) throw forbidden('这件任务要由申请人本人办理，单位不能代为处理。');
}

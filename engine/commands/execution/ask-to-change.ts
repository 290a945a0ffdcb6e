import { listensTo } from '../../core/listeners.ts';
import { elementOf } from '../../core/model.ts';
import type { TaskCorrections } from '../../core/trigger.ts';
import { taskBusy } from '../../errors.ts';
import type { TaskRow } from '../../registers/tasks/task-row.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { fire } from './fire.ts';
import { makeChange } from './follow-change.ts';
import type { Run } from './run.ts';

/** What somebody wants of an open task. */
export interface WantedChange {
  /** Whose listeners have a say in it. */
  on: 'assigning' | 'updating';
  action: 'claim' | 'release' | 'assign' | 'unassign' | 'update' | 'transfer';
  changes: TaskCorrections;
}

/**
 * Changes an open task. Where its diagram has listeners for that they are asked first, and it changes when they agree.
 * @returns false while they are asked
 */
export async function askToChange(
  run: Run,
  held: HeldInstance,
  task: Pick<TaskRow, 'key' | 'element_id' | 'element_instance_key'>,
  wanted: WantedChange,
): Promise<boolean> {
  if (isAsked(held, task)) throw taskBusy();
  const userTaskKey = task.key;
  if (!listensTo(elementOf(held.definition.model, task.element_id), wanted.on)) {
    await makeChange(run, { type: 'userTaskChanged', userTaskKey, ...wanted });
    return true;
  }
  await fire(run, held, { type: 'userTaskChanging', userTaskKey, ...wanted });
  return !isAsked(held, task);
}

/** Whether a listener is looking at something that somebody wanted of the task. */
export function isAsked(
  { instance }: HeldInstance,
  { element_instance_key }: Pick<TaskRow, 'element_instance_key'>,
): boolean {
  return instance.elements[element_instance_key]?.data.listening !== undefined;
}

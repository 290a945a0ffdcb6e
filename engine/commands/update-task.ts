import type { Key } from '../core/keys.ts';
import type { TaskCorrections } from '../core/trigger.ts';
import { taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { targetOf } from '../registers/tasks/task-row.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { askToChange } from './execution/ask-to-change.ts';
import { audit } from './execution/audit.ts';
import { holdTask } from './execution/open-task.ts';

export interface UpdateTask {
  taskKey: Key;
  /** What is left out stays as it is. */
  changes: Omit<TaskCorrections, 'assignee'>;
}

/** Changes dates, candidates or priority of an open task. */
export function updateTask(
  services: Services,
  actor: Actor,
  { taskKey, changes }: UpdateTask,
): Promise<void> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    services.policy.require(actor, 'task', 'assign', targetOf(task, actor));
    if (task.state !== 'created') throw taskGone();
    await askToChange(run, held, task, { on: 'updating', action: 'update', changes });
    audit(run, {
      action: 'updateTask',
      resource: 'task',
      resourceId: taskKey,
      orgCode: task.case_org,
      detail: { changed: Object.keys(changes) },
    });
  });
}

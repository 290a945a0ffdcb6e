import type { Key } from '../core/keys.ts';
import { taskClaimed, taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { targetOf, type TaskRow } from '../registers/tasks/task-row.ts';
import type { Services } from '../services.ts';
import type { HeldInstance } from '../store/instances.ts';
import { execute } from './execute.ts';
import { askToChange } from './execution/ask-to-change.ts';
import { audit } from './execution/audit.ts';
import { holdTask } from './execution/open-task.ts';
import type { Run } from './execution/run.ts';

export interface AssignTask {
  taskKey: Key;
  /** User name of an account, or `member:<id>`. */
  assignee: string;
  /** False: a task that somebody has already stays with him. */
  override: boolean;
}

/**
 * Gives a task to somebody: what a program does for those who hand work out.
 * @throws `task_claimed` (409) when somebody has it and it is not to be taken from him
 */
export function assignTask(
  services: Services,
  actor: Actor,
  { taskKey, assignee, override }: AssignTask,
): Promise<void> {
  return change(services, actor, taskKey, async (run, task, held) => {
    if (!override && task.assignee !== null) throw taskClaimed();
    await askToChange(run, held, task, { on: 'assigning', action: 'assign', changes: { assignee } });
    note(run, task, assignee);
  });
}

/** Takes a task from whoever has it. */
export function unassignTask(services: Services, actor: Actor, { taskKey }: { taskKey: Key }): Promise<void> {
  return change(services, actor, taskKey, async (run, task, held) => {
    const changes = { assignee: null };
    await askToChange(run, held, task, { on: 'assigning', action: 'unassign', changes });
    note(run, task, null);
  });
}

function change(
  services: Services,
  actor: Actor,
  taskKey: Key,
  work: (run: Run, task: TaskRow, held: HeldInstance) => Promise<void>,
): Promise<void> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    services.policy.require(actor, 'task', 'assign', targetOf(task, actor));
    if (task.state !== 'created') throw taskGone();
    await work(run, task, held);
  });
}

function note(run: Run, { key, assignee, case_org }: TaskRow, to: string | null): void {
  audit(run, {
    action: 'assignTask',
    resource: 'task',
    resourceId: key,
    orgCode: case_org,
    detail: { assignee: [assignee, to] },
  });
}

import type { Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { askToChange } from './execution/ask-to-change.ts';
import { holdTask, requireTask } from './execution/open-task.ts';
import { assigneeOf } from '../registers/tasks/task-row.ts';
import { noteHold } from './execution/note-hold.ts';

/** Takes a task in hand: colleagues of the unit leave it alone. Claiming what one has claimed already changes nothing. */
export function claimTask(services: Services, actor: Actor, { taskKey }: { taskKey: Key }): Promise<void> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    requireTask(run, task, 'claim');
    if (task.assignee !== null) return;
    const changes = { assignee: assigneeOf(actor) };
    await askToChange(run, held, task, { on: 'assigning', action: 'claim', changes });
    await noteHold(run, task, 'claim');
  });
}

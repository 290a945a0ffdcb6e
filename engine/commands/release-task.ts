import type { Key } from '../core/keys.ts';
import { taskClaimed, taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import { askToChange } from './execution/ask-to-change.ts';
import { holdTask } from './execution/open-task.ts';
import { assigneeOf, targetOf, type TaskRow } from '../registers/tasks/task-row.ts';
import { noteHold } from './execution/note-hold.ts';
import { notifyUnit } from './execution/notices.ts';
import type { Run } from './execution/run.ts';

/** Puts a claimed task back for the whole unit. The unit it has escalated to may do so in the holder's place, who is told. */
export function releaseTask(services: Services, actor: Actor, { taskKey }: { taskKey: Key }): Promise<void> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    services.policy.require(actor, 'task', 'release', targetOf(task, actor));
    if (task.state !== 'created') throw taskGone();
    if (task.assignee === null) return;
    if (!mayRelease(task, actor))
      throw taskClaimed(`这件任务由${task.assignee_name ?? '同事'}领取，只能由其本人放回。`);
    await askToChange(run, held, task, { on: 'assigning', action: 'release', changes: { assignee: null } });
    await noteHold(run, task, 'release');
    if (task.assignee !== assigneeOf(actor)) tellHolder(run, task);
  });
}

/** Nobody's work is taken away without a word. */
function tellHolder(run: Run, { units, name, assignee_name, case_id, case_number }: TaskRow): void {
  const of = case_number === null ? '' : `（${case_number}）`;
  for (const orgCode of units) {
    notifyUnit(run, {
      orgCode,
      caseId: case_id,
      title: `任务已放回：${name}${of}`,
      body: `${run.actor.displayName}放回了${assignee_name ?? '同事'}领取的“${name}”，请重新领取办理。`,
    });
  }
}

function mayRelease(task: TaskRow, actor: Actor): boolean {
  return (
    task.assignee === assigneeOf(actor) || actor.kind === 'system' || task.escalated_to === actor.orgCode
  );
}

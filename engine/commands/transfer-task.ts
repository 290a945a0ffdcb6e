import type { Key } from '../core/keys.ts';
import { badRequest, taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import type { Services } from '../services.ts';
import { execute } from './execute.ts';
import type { TaskDone } from './complete-task.ts';
import { askToChange } from './execution/ask-to-change.ts';
import { audit } from './execution/audit.ts';
import { nameOfUnit } from './execution/name-of-unit.ts';
import { holdTask, requireUnitTask } from './execution/open-task.ts';
import { targetOf } from '../registers/tasks/task-row.ts';

export interface TransferTask {
  taskKey: Key;
  /** The unit that is to do it. */
  orgCode: string;
  reason: string;
}

/** Passes a task to another unit (转办): responsibility goes with it, the due date stays. */
export function transferTask(services: Services, actor: Actor, input: TransferTask): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, input.taskKey);
    services.policy.require(actor, 'task', 'transfer', targetOf(task, actor));
    if (task.state !== 'created') throw taskGone();
    requireUnitTask(task);
    if (task.units.length === 1 && task.units[0] === input.orgCode)
      throw badRequest('任务本来就由这个单位办理。');
    const unit = await nameOfUnit(run, input.orgCode);
    services.policy.require(actor, 'organisation', 'choose', { orgCode: input.orgCode });
    const changes = { candidateGroups: [input.orgCode], assignee: null };
    if (held.caseFile) {
      await addNote(run.tx, {
        caseId: held.caseFile.id,
        taskKey: input.taskKey,
        kind: 'transfer',
        text: `转${unit}办理：${input.reason}`,
        author: actor,
        createdAt: run.now,
      });
    }
    const done = await askToChange(run, held, task, { on: 'updating', action: 'transfer', changes });
    audit(run, {
      action: 'transferTask',
      resource: 'task',
      resourceId: input.taskKey,
      orgCode: task.case_org,
      detail: { unit: [task.units, [input.orgCode]], reason: input.reason },
    });
    run.changes.push({ event: 'inbox', orgCodes: [...task.units, input.orgCode] });
    if (task.case_number)
      run.changes.push({ event: 'case', id: task.case_number, orgCodes: [task.case_org] });
    return {
      caseNumber: task.case_number,
      message: done ? `已转${unit}办理。` : `已申请转${unit}办理，等系统核对。`,
    };
  });
}

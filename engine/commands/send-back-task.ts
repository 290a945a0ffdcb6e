import type { Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { earlierTasks } from '../registers/tasks/earlier-tasks.ts';
import type { Services } from '../services.ts';
import type { TaskDone } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { fire } from './execution/fire.ts';
import { holdTask, requireTask } from './execution/open-task.ts';

const notThere = createProblem('no_send_back', 409, '不能退回到这一步，请刷新后重新选择。');

export interface SendBackTask {
  taskKey: Key;
  /** A finished task of the same case, as `earlierTasks` lists them. */
  elementId: string;
  reason: string;
}

/**
 * Sends the work back to an earlier step of a unit (驳回), which does it once more; what has come of it since is
 * withdrawn.
 * @throws `no_send_back` (409) where the diagram does not allow it
 */
export function sendBackTask(
  services: Services,
  actor: Actor,
  { taskKey, elementId, reason }: SendBackTask,
): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    requireTask(run, task, 'return');
    const earlier = await earlierTasks(run.tx.client, task, held.definition.model);
    const target = earlier.find((one) => one.elementId === elementId);
    if (!target) throw notThere();
    await fire(run, held, {
      type: 'sentBack',
      elementInstanceKey: task.element_instance_key,
      elementId,
    });
    run.parts.push({ code: 'dd', text: 'delete from draft where subject = $1', values: [`task:${taskKey}`] });
    if (held.caseFile) {
      await addNote(run.tx, {
        caseId: held.caseFile.id,
        taskKey,
        kind: 'sendBack',
        text: `“${task.name}”退回“${target.name}”重办：${reason}`,
        author: actor,
        createdAt: run.now,
      });
    }
    audit(run, {
      action: 'sendBackTask',
      resource: 'task',
      resourceId: taskKey,
      orgCode: task.case_org,
      detail: { to: elementId },
    });
    return { caseNumber: task.case_number, message: `已退回“${target.name}”重办。` };
  });
}

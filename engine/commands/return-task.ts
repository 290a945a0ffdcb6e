import { readAssignments } from '../bpmn/property-values.ts';
import type { Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import type { Services } from '../services.ts';
import { finishTask, type TaskDone } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import type { Run } from './execution/run.ts';
import { holdTask, requireTask } from './execution/open-task.ts';

const noReturn = createProblem('no_return', 409, '这一步不能退回补正。');

/**
 * Sends a case back to the applicant (退回补正): the task is completed without its form, with the values the diagram's
 * property `returnWith` names (`acceptResult=supplement`) and the reason as `supplementReason`.
 */
export function returnTask(
  services: Services,
  actor: Actor,
  { taskKey, reason }: { taskKey: Key; reason: string },
): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    requireTask(run, task, 'return');
    const values = readAssignments(task.properties.returnWith);
    if (!values) throw noReturn();
    await finishTask(run, task, held, { ...values, supplementReason: reason });
    tellWhy(run, reason);
    if (held.caseFile) {
      await addNote(run.tx, {
        caseId: held.caseFile.id,
        taskKey,
        kind: 'return',
        text: reason,
        author: actor,
        visibleToApplicant: true,
        createdAt: run.now,
      });
    }
    audit(run, { action: 'returnTask', resource: 'task', resourceId: taskKey, orgCode: task.case_org });
    return { caseNumber: task.case_number, message: held.caseFile ? '已退回申请人补正。' : '已退回补正。' };
  });
}

/** Whoever is asked to supplement something is told what with the same message. */
function tellWhy(run: Run, reason: string): void {
  for (const notice of run.notices) if (notice.member_id !== null) notice.body += `需要补充：${reason}`;
}

import type { JsonObject, Key } from '../core/keys.ts';
import { visibleVariables } from '../core/variables.ts';
import { conflict } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { recordForm } from '../registers/cases/record-form.ts';
import type { Services } from '../services.ts';
import type { HeldInstance } from '../store/instances.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { checkForm, type CheckedForm } from './execution/check-form.ts';
import { fire } from './execution/fire.ts';
import { holdTask, requireTask } from './execution/open-task.ts';
import { type TaskRow } from '../registers/tasks/task-row.ts';
import type { Run } from './execution/run.ts';

export interface CompleteTask {
  taskKey: Key;
  /** What was filled in. */
  data: JsonObject;
  /** The task as the person saw it; left out, whatever it is now. */
  revision?: number;
}

export interface TaskDone {
  caseNumber: string | null;
  message: string;
}

/**
 * Completes a user task: the form goes into the dossier, its values into the process, the token goes on.
 * @throws `invalid_form`, `task_gone`, `task_claimed`, `forbidden`, `not_found`, `conflict`
 */
export function completeTask(services: Services, actor: Actor, input: CompleteTask): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, input.taskKey);
    requireTask(run, task, 'complete');
    if (input.revision !== undefined && input.revision !== task.revision) throw conflict();
    const form = await checkTaskForm(run, task, held, input.data);
    await finishTask(run, task, held, form?.data ?? {});
    if (held.caseFile && form) await fileForm(run, task, held, form);
    audit(run, { action: 'completeTask', resource: 'task', resourceId: task.key, orgCode: task.case_org });
    return { caseNumber: task.case_number, message: doneWords(run, task, held) };
  });
}

/** 办结 is said of a case; a task on the way is 办理. */
function doneWords(run: Run, { name }: TaskRow, { rootKey, caseFile }: HeldInstance): string {
  const ended = caseFile !== null && run.held.get(rootKey)?.instance.state === 'completed';
  return ended ? `“${name}”已办理，整件事已办结。` : `“${name}”已办理。`;
}

/** The token goes on; the draft and the assignee's hold are done with. */
export async function finishTask(
  run: Run,
  task: TaskRow,
  held: HeldInstance,
  variables: JsonObject,
): Promise<void> {
  await fire(run, held, { type: 'userTaskCompleted', userTaskKey: task.key, variables });
  run.parts.push({
    code: 'dd',
    text: `delete from draft where subject = $1`,
    values: [`task:${task.key}`],
  });
}

/** A task without a form takes no values. */
async function checkTaskForm(
  run: Run,
  task: TaskRow,
  held: HeldInstance,
  data: JsonObject,
): Promise<CheckedForm | null> {
  if (task.form_key === null) return null;
  const variables = visibleVariables(held.instance, task.element_instance_key);
  return checkForm(run, task.form_key, data, variables, task.case_member !== null);
}

async function fileForm(run: Run, task: TaskRow, held: HeldInstance, form: CheckedForm): Promise<void> {
  await recordForm(run.tx, {
    caseId: held.caseFile!.id,
    taskKey: task.key,
    elementId: task.element_id,
    name: task.name,
    formKey: task.form_key!,
    data: form.snapshot,
    submittedBy: run.actor.id,
    submittedByName: run.actor.displayName,
    submittedAt: run.now,
    visibleToApplicant: task.members.length > 0 || task.properties.visibleToApplicant === 'true',
  });
}

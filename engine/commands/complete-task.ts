import type { JsonObject, Key } from '../core/keys.ts';
import { visibleVariables } from '../core/variables.ts';
import { conflict, invalidForm, taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { recordForm } from '../registers/cases/record-form.ts';
import type { Services } from '../services.ts';
import type { HeldInstance } from '../store/instances.ts';
import { execute } from './execute.ts';
import { isAsked } from './execution/ask-to-change.ts';
import { audit } from './execution/audit.ts';
import { checkForm, type CheckedForm } from './execution/check-form.ts';
import { fire } from './execution/fire.ts';
import { settleAsking } from './execution/notices.ts';
import { holdTask, requireTask } from './execution/open-task.ts';
import { targetOf, type TaskRow } from '../registers/tasks/task-row.ts';
import type { Run } from './execution/run.ts';

export interface CompleteTask {
  taskKey: Key;
  /** What was filled in. */
  data: JsonObject;
  /** The task as the person saw it; left out, whatever it is now. */
  revision?: number;
  /** By a program for whoever has it; where the task has no form, its data are variables of the process. */
  onBehalf?: true;
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
    if (input.onBehalf) requireAct(run, task);
    else requireTask(run, task, 'complete');
    if (input.revision !== undefined && input.revision !== task.revision) throw conflict();
    const form = await checkTaskForm(run, task, held, input.data);
    if (input.onBehalf && form) refuseStrange(input.data, form);
    await finishTask(run, task, held, form?.data ?? (input.onBehalf ? input.data : {}));
    if (held.caseFile && form) await fileForm(run, task, held, form);
    audit(run, { action: 'completeTask', resource: 'task', resourceId: task.key, orgCode: task.case_org });
    return { caseNumber: task.case_number, message: doneWords(run, task, held) };
  });
}

/** A program with this right completes what others hold. */
function requireAct({ services, actor }: Run, task: TaskRow): void {
  services.policy.require(actor, 'task', 'act', targetOf(task, actor));
  if (task.state !== 'created') throw taskGone();
}

/** Screens send what they show; a program that sends more must know that it is not taken. */
function refuseStrange(data: JsonObject, { snapshot }: CheckedForm): void {
  const strange = Object.keys(data).filter((name) => !Object.hasOwn(snapshot, name));
  if (strange.length === 0) return;
  throw invalidForm(undefined, {
    fields: strange.map((field) => ({ field, message: '表单里没有这一项，或者现在不能填' })),
  });
}

/** 办结 is said of a case; a task on the way is 办理. */
function doneWords(run: Run, task: TaskRow, held: HeldInstance): string {
  const { name } = task;
  const { rootKey, caseFile } = held;
  if (isAsked(held, task)) return `“${name}”已提交，等系统核对。`;
  const ended = caseFile !== null && run.held.get(rootKey)?.instance.state === 'completed';
  return ended ? `“${name}”已办理，整件事已办结。` : `“${name}”已办理。`;
}

/** The token goes on; the draft, the assignee's hold and the message that asked for it are done with. */
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
  settleAsking(run, task);
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

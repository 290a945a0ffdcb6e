import { readAssignments } from '../../bpmn/property-values.ts';
import { visibleVariables } from '../../core/variables.ts';
import type { JsonObject, Key } from '../../core/keys.ts';
import { fixBaseFields } from '../../forms/base-fields.ts';
import { prefill } from '../../forms/prefill.ts';
import { readUnitOptions } from '../../forms/unit-options.ts';
import type { TaskDetail } from '../../http/resources/tasks/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { readDefinition, readForm } from '../../store/definitions.ts';
import { coApprovers, isShared, mayRemove } from './co-approvers.ts';
import { earlierTasks, type EarlierTask } from './earlier-tasks.ts';
import { assigneeOf, delegateTargetOf, readTargetOf, targetOf, type TaskRow } from './task-row.ts';
import { findTask } from './find-task.ts';
import { readDraft, type Draft } from './task-draft.ts';

/**
 * A task opened for work: its form of its own version with the values to start from, and what this actor may do.
 * @throws `not_found` when there is none, or none he may see
 */
export async function readTask(services: Services, actor: Actor, key: Key): Promise<TaskDetail> {
  const task = await findTask(services, key);
  services.policy.require(actor, 'task', 'read', readTargetOf(task, actor));
  const draft = await readDraft(services, actor, key);
  const form = await formOf(services, task);
  const earlier = await earlierOf(services, task);
  const now = services.clock.now();
  const open = task.state === 'created';
  return {
    key: task.key,
    name: task.name,
    elementId: task.element_id,
    caseNumber: task.case_number,
    state: task.state,
    suspended: open && task.data.state === 'suspended',
    dueAt: task.due_at?.toISOString() ?? null,
    overdueDays: open && task.due_at ? services.policy.overdueWorkingDays(task.due_at, now) : 0,
    assignee: task.assignee,
    assigneeName: task.assignee_name,
    claimedByMe: task.assignee === assigneeOf(actor),
    form,
    data: form ? await valuesOf(services, task, form.schema, draft) : {},
    draftSavedAt: draft?.updatedAt.toISOString() ?? null,
    primaryAction: task.properties.primaryAction ?? '提交',
    actions: actionsOf(services, actor, task, earlier.length > 0),
    earlier: earlier.map((one) => ({ ...one, doneAt: one.doneAt.toISOString() })),
    approvers: await approversOf(services, actor, task),
    delegation: open ? delegationOf(task) : null,
    opinions: await readOpinions(services, task),
    notices: noticesOf(services, actor, task),
    revision: task.revision,
  };
}

async function formOf({ pool }: Services, task: TaskRow): Promise<TaskDetail['form']> {
  if (task.form_key === null) return null;
  const { key, schema } = await readForm(pool, pool, task.form_key);
  return { key, schema: task.case_member === null ? schema : fixBaseFields(schema) };
}

async function valuesOf(
  { pool }: Services,
  task: TaskRow,
  schema: JsonObject,
  draft: Draft | null,
): Promise<JsonObject> {
  if (task.state !== 'created') return {};
  const variables = visibleVariables(task.data, task.element_instance_key);
  const lists = await readUnitOptions(pool, schema, variables);
  return prefill(schema, { ...variables, ...lists }, draft?.data);
}

async function earlierOf({ pool }: Services, task: TaskRow): Promise<EarlierTask[]> {
  if (task.state !== 'created' || task.properties.sendBack === undefined) return [];
  const { model } = await readDefinition(pool, pool, task.definition_key);
  return earlierTasks(pool, task, model);
}

/** What nobody does while the case is suspended; it may still be passed on and put back. */
const workActions = new Set<TaskDetail['actions'][number]>([
  'claim',
  'complete',
  'return',
  'sendBack',
  'delegate',
  'undelegate',
  'opine',
]);

/** What waits until the opinion has come that another unit is asked for. */
const ownerActions = new Set<TaskDetail['actions'][number]>([
  'claim',
  'release',
  'complete',
  'return',
  'sendBack',
  'approvers',
]);

function actionsOf(
  { policy }: Services,
  actor: Actor,
  task: TaskRow,
  hasEarlier: boolean,
): TaskDetail['actions'] {
  if (task.state !== 'created') return [];
  const may = (action: string) => policy.allows(actor, 'task', action, targetOf(task, actor));
  const isMine = task.assignee === assigneeOf(actor);
  const isFree = task.assignee === null || isMine;
  const forUnit = task.units.length > 0;
  const isOut = task.delegated_to !== null;
  const offered: [TaskDetail['actions'][number], boolean][] = [
    ['claim', task.assignee === null && forUnit && may('claim')],
    ['release', (isMine || task.escalated_to === actor.orgCode) && task.assignee !== null && may('release')],
    ['complete', isFree && may('complete')],
    ['return', isFree && readAssignments(task.properties.returnWith) !== null && may('return')],
    ['sendBack', isFree && hasEarlier && may('return')],
    ['approvers', isFree && isShared(task) && may('transfer')],
    ['transfer', forUnit && may('transfer')],
    ['delegate', isFree && forUnit && task.case_id !== null && !isOut && may('delegate')],
    ['undelegate', isFree && isOut && may('delegate')],
    ['opine', policy.allows(actor, 'task', 'opine', delegateTargetOf(task))],
    ['comment', task.case_id !== null && policy.allows(actor, 'case', 'comment', caseTarget(task, actor))],
  ];
  const stands = task.data.state === 'suspended';
  const waits = (action: TaskDetail['actions'][number]) =>
    (stands && workActions.has(action)) || (isOut && ownerActions.has(action));
  return offered.filter(([action, holds]) => holds && !waits(action)).map(([action]) => action);
}

async function approversOf(
  { pool, policy }: Services,
  actor: Actor,
  task: TaskRow,
): Promise<TaskDetail['approvers']> {
  const others = await coApprovers(pool, task);
  return others.map((one) => ({
    taskKey: one.taskKey,
    units: one.units,
    addedByName: one.addedBy?.name ?? null,
    removable: mayRemove(policy, actor, task, one),
  }));
}

function caseTarget(task: TaskRow, actor: Actor) {
  return { ...targetOf(task, actor), memberId: task.case_member };
}

function delegationOf({
  delegated_to,
  delegated_name,
  delegated_at,
  delegated_for,
}: TaskRow): TaskDetail['delegation'] {
  if (delegated_to === null) return null;
  return {
    unitName: delegated_name ?? delegated_to,
    since: delegated_at!.toISOString(),
    question: delegated_for ?? '',
  };
}

async function readOpinions({ pool }: Services, { key, case_id }: TaskRow): Promise<TaskDetail['opinions']> {
  if (case_id === null) return [];
  const { rows } = await pool.query<{ author_name: string; text: string; created_at: Date }>({
    name: 'opinions-on-task',
    text: `select author_name, text, created_at from case_note
            where case_id = $1 and task_key = $2 and kind = 'opinion' order by id`,
    values: [case_id, key],
  });
  return rows.map((row) => ({
    authorName: row.author_name,
    text: row.text,
    at: row.created_at.toISOString(),
  }));
}

/** Why the buttons one would expect are missing. */
function noticesOf({ policy }: Services, actor: Actor, task: TaskRow): string[] {
  if (task.state === 'completed') return ['这件任务已经办结。'];
  if (task.state === 'cancelled') return ['这件任务已撤销，不用再办。'];
  if (task.data.state === 'suspended') return ['这件事已挂起，现在不能办理；恢复以后再接着办。'];
  if (policy.allows(actor, 'task', 'opine', delegateTargetOf(task))) return [];
  if (!policy.allows(actor, 'task', 'complete', targetOf(task, actor))) {
    return [task.units.length > 0 ? '这件任务由别的单位办理，您可以查看。' : '这件任务等申请人本人办理。'];
  }
  if (task.assignee !== null && task.assignee !== assigneeOf(actor)) {
    const holder = task.assignee_name ?? '同事';
    if (task.escalated_to === actor.orgCode)
      return [`这件任务已逾期上报到您单位，现由${holder}领取；需要接手时，可以代其放回，系统会告知对方。`];
    return [`这件任务已被${holder}领取；需要接手时，请其先放回。`];
  }
  return [];
}

import type { Key } from '../core/keys.ts';
import { badRequest, caseSuspended, createProblem, taskGone } from '../errors.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote, type NoteKind } from '../registers/cases/add-note.ts';
import { unitsKeptFrom } from '../registers/cases/hidden.ts';
import { assigneeOf, delegateTargetOf, type TaskRow } from '../registers/tasks/task-row.ts';
import type { Services } from '../services.ts';
import type { TaskDone } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { nameOfUnit } from './execution/name-of-unit.ts';
import { notifyUnit } from './execution/notices.ts';
import { holdTask, requireTask, requireUnitTask } from './execution/open-task.ts';
import type { Run } from './execution/run.ts';

const noCase = createProblem('no_case', 409, '这件任务不属于任何办件，不能委派。');
const notDelegated = createProblem('not_delegated', 409, '这件任务没有委派，或已经交回，请刷新。');
const unitHidden = createProblem('unit_hidden', 409, '这件事对所选单位保密，不能委派给它。');

export interface DelegateTask {
  taskKey: Key;
  /** The unit that is asked for its opinion. */
  orgCode: string;
  /** What it is asked. */
  question: string;
}

/**
 * Asks another unit for its opinion on a task (委派). The task stays its owner's, with its due date, its warnings and
 * whoever has claimed it, and waits until the opinion has come or is no longer wanted.
 * @throws `no_case`, `unit_hidden`, `task_delegated` (409)
 */
export function delegateTask(services: Services, actor: Actor, input: DelegateTask): Promise<TaskDone> {
  const { taskKey, orgCode, question } = input;
  return execute(services, actor, async (run) => {
    const { task } = await holdTask(run, taskKey);
    requireTask(run, task, 'delegate');
    requireUnitTask(task);
    if (task.case_id === null) throw noCase();
    if (task.units.includes(orgCode)) throw badRequest('任务本来就由这个单位办理。');
    const unit = await nameOfUnit(run, orgCode);
    services.policy.require(actor, 'organisation', 'choose', { orgCode });
    if ((await unitsKeptFrom(run.tx.client, task.case_id, [orgCode])).length > 0) throw unitHidden();
    await run.tx.client.query(
      `update user_task_live set delegated_to = $2, delegated_at = $3, delegated_for = $4, revision = revision + 1,
              claimed_at = case when assignee is null then $3 else claimed_at end, assignee = coalesce(assignee, $5)
        where key = $1`,
      [taskKey, orgCode, run.now, question, assigneeOf(actor)],
    );
    await note(run, task, 'delegate', `请${unit}提出意见：${question}`);
    notifyUnit(run, {
      orgCode,
      caseId: task.case_id,
      title: `委派：${task.case_title} ${task.case_number}`,
      body: `${actor.displayName}请您单位对“${task.name}”提出意见：${question}`,
    });
    tell(run, task, orgCode, 'delegateTask', { to: orgCode, question });
    return { caseNumber: task.case_number, message: `已委派${unit}，交回意见后由您继续办理。` };
  });
}

/**
 * The unit that was asked gives its opinion and hands the task back (交回); only its owner completes it.
 * @throws `not_delegated` (409)
 */
export function answerDelegation(
  services: Services,
  actor: Actor,
  { taskKey, opinion }: { taskKey: Key; opinion: string },
): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task } = await holdTask(run, taskKey);
    services.policy.require(actor, 'task', 'opine', delegateTargetOf(task));
    requireDelegated(task);
    await end(run, task);
    await note(run, task, 'opinion', opinion);
    for (const orgCode of task.units) {
      notifyUnit(run, {
        orgCode,
        caseId: task.case_id,
        title: `委派已交回：${task.case_title} ${task.case_number}`,
        body: `${actor.displayName}对“${task.name}”的意见：${opinion}`,
      });
    }
    tell(run, task, task.delegated_to!, 'answerDelegation', {});
    return { caseNumber: task.case_number, message: '意见已交回，由原单位继续办理。' };
  });
}

/**
 * The owner no longer waits for the opinion (收回).
 * @throws `not_delegated` (409)
 */
export function withdrawDelegation(
  services: Services,
  actor: Actor,
  { taskKey }: { taskKey: Key },
): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task } = await holdTask(run, taskKey);
    requireTask(run, task, 'delegate', 'delegated');
    requireDelegated(task);
    const unit = await nameOfUnit(run, task.delegated_to!);
    await end(run, task);
    await note(run, task, 'delegate', `收回对${unit}的委派。`);
    tell(run, task, task.delegated_to!, 'withdrawDelegation', { from: task.delegated_to });
    return { caseNumber: task.case_number, message: '已收回委派。' };
  });
}

function requireDelegated(task: TaskRow): void {
  if (task.state !== 'created') throw taskGone();
  if (task.data.state === 'suspended') throw caseSuspended();
  if (task.delegated_to === null) throw notDelegated();
}

async function end({ tx }: Run, { key }: TaskRow): Promise<void> {
  await tx.client.query(
    `update user_task_live set delegated_to = null, delegated_at = null, delegated_for = null, revision = revision + 1
      where key = $1`,
    [key],
  );
}

async function note(run: Run, task: TaskRow, kind: NoteKind, text: string): Promise<void> {
  await addNote(run.tx, {
    caseId: task.case_id!,
    taskKey: task.key,
    kind,
    text,
    author: run.actor,
    createdAt: run.now,
  });
}

function tell(
  run: Run,
  task: TaskRow,
  orgCode: string,
  action: string,
  detail: Record<string, unknown>,
): void {
  audit(run, { action, resource: 'task', resourceId: task.key, orgCode: task.case_org, detail });
  run.changes.push({ event: 'inbox', orgCodes: [...task.units, orgCode] });
  run.changes.push({ event: 'case', id: task.case_number, orgCodes: [task.case_org] });
}

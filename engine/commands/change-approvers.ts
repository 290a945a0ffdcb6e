import type { Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { RoundPlace } from '../core/trigger.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { coApprovers, isShared } from '../registers/tasks/co-approvers.ts';
import type { TaskRow } from '../registers/tasks/task-row.ts';
import type { Services } from '../services.ts';
import type { HeldInstance } from '../store/instances.ts';
import type { TaskDone } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { attempt, fire, problemOf } from './execution/fire.ts';
import { nameOfUnit } from './execution/name-of-unit.ts';
import { holdTask, requireTask } from './execution/open-task.ts';
import type { Run } from './execution/run.ts';

const notShared = createProblem('no_approvers', 409, '这一步不是多方审批，不能加签或减签。');
const askedAlready = createProblem('approver_asked', 409, '这个单位已经在审批人里了。');
const notAsked = createProblem('approver_gone', 409, '这个审批人已经办完，或已不在名单里，请刷新。');

const followerThere = createProblem(
  'approver_after',
  409,
  '本单位审完后已经安排了另一个单位，请先减签或等它审完。',
);

const placeWords: Record<RoundPlace, string> = { beside: '', before: '先', after: '在本单位之后' };

export interface AddApprover {
  /** The task of the approver who asks for another. */
  taskKey: Key;
  orgCode: string;
  /** `before`: the new one decides first, then this task comes again. `after`: the new one when this one has decided. */
  place: RoundPlace;
  reason: string;
}

/**
 * Asks one more unit to decide along (加签).
 * @throws `no_approvers`, `approver_asked` (409)
 */
export function addApprover(services: Services, actor: Actor, input: AddApprover): Promise<TaskDone> {
  const { taskKey, orgCode, place, reason } = input;
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    requireTask(run, task, 'transfer');
    if (!isShared(task)) throw notShared();
    services.policy.require(actor, 'organisation', 'choose', { orgCode });
    const unit = await nameOfUnit(run, orgCode);
    const others = await coApprovers(run.tx.client, task);
    if (task.units.includes(orgCode) || others.some(({ units }) => units.includes(unit)))
      throw askedAlready();
    const { element_instance_key: elementInstanceKey } = task;
    const failure = await attempt(run, held, {
      type: 'roundAdded',
      elementInstanceKey,
      item: orgCode,
      place,
    });
    if (failure?.code === 'follower_there') throw followerThere();
    if (failure) throw problemOf(failure);
    const first = placeWords[place];
    await note(run, held, task, `加签：请${unit}${first}审批“${task.name}”（${reason}）`);
    audit(run, {
      action: 'addApprover',
      resource: 'task',
      resourceId: taskKey,
      orgCode: task.case_org,
      detail: { unit: orgCode, place, reason },
    });
    return { caseNumber: task.case_number, message: `已请${unit}${first}审批。` };
  });
}

/**
 * Takes an approver who has not answered yet out again (减签). Who may is whoever is asked along with him.
 * @throws `no_approvers`, `approver_gone` (409)
 */
export function removeApprover(
  services: Services,
  actor: Actor,
  { taskKey, removedKey, reason }: { taskKey: Key; removedKey: Key; reason: string },
): Promise<TaskDone> {
  return execute(services, actor, async (run) => {
    const { task, held } = await holdTask(run, taskKey);
    requireTask(run, task, 'transfer');
    if (!isShared(task)) throw notShared();
    const removed = (await coApprovers(run.tx.client, task)).find((one) => one.taskKey === removedKey);
    const round = Object.values(held.instance.elements).find(({ data }) => data.userTaskKey === removedKey);
    if (!removed || !round) throw notAsked();
    await fire(run, held, { type: 'roundRemoved', elementInstanceKey: round.key });
    const units = removed.units.join('、');
    await note(run, held, task, `减签：${units}不再审批“${task.name}”（${reason}）`);
    audit(run, {
      action: 'removeApprover',
      resource: 'task',
      resourceId: removedKey,
      orgCode: task.case_org,
      detail: { units: removed.units, reason },
    });
    return { caseNumber: task.case_number, message: `${units}不再审批。` };
  });
}

async function note(run: Run, { caseFile }: HeldInstance, task: TaskRow, text: string): Promise<void> {
  if (!caseFile) return;
  await addNote(run.tx, {
    caseId: caseFile.id,
    taskKey: task.key,
    kind: 'approvers',
    text,
    author: run.actor,
    createdAt: run.now,
  });
}

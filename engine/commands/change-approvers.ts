import type { Key } from '../core/keys.ts';
import { createProblem } from '../errors.ts';
import type { RoundPlace } from '../core/trigger.ts';
import type { Actor } from '../policy/actor.ts';
import { addNote } from '../registers/cases/add-note.ts';
import { unitsKeptFrom } from '../registers/cases/hidden.ts';
import {
  coApprovers,
  isShared,
  isStillToCome,
  mayRemove,
  type CoApprover,
} from '../registers/tasks/co-approvers.ts';
import type { TaskRow } from '../registers/tasks/task-row.ts';
import type { Services } from '../services.ts';
import type { HeldInstance } from '../store/instances.ts';
import type { TaskDone } from './complete-task.ts';
import { execute } from './execute.ts';
import { audit } from './execution/audit.ts';
import { attempt, fire, problemOf } from './execution/fire.ts';
import { nameOfUnit } from './execution/name-of-unit.ts';
import { notifyUnit } from './execution/notices.ts';
import { holdTask, requireTask } from './execution/open-task.ts';
import type { Run } from './execution/run.ts';

const notShared = createProblem('no_approvers', 409, '这一步不是多方审批，不能加签或减签。');
const askedAlready = createProblem('approver_asked', 409, '这个单位已经在审批人里了。');
const notAsked = createProblem('approver_gone', 409, '这个审批人已经办完，或已不在名单里，请刷新。');

const demanded = createProblem(
  'approver_demanded',
  409,
  '这个单位是流程规定的审批人，不能减签；能减去的只有加签的单位。',
);
const addedByOther = createProblem('approver_of_other', 403, '这个单位是别的单位加签的，不能减签。');

const followerThere = createProblem(
  'approver_after',
  409,
  '本单位审完后已经安排了另一个单位，请先减签或等它审完。',
);

/** The same to the unit that is asked. */
const turnWords: Record<RoundPlace, string> = { beside: '一起', before: '先', after: '在其审完之后' };
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
    const { elements } = held.instance;
    if (isStillToCome(elements[elements[elementInstanceKey]!.parentKey!]!.loop!, orgCode))
      throw askedAlready();
    const failure = await attempt(run, held, {
      type: 'roundAdded',
      elementInstanceKey,
      item: orgCode,
      place,
      by: actor.orgCode,
    });
    if (failure?.code === 'follower_there') throw followerThere();
    if (failure) throw problemOf(failure);
    const first = placeWords[place];
    await note(run, held, task, `加签：请${unit}${first}审批“${task.name}”（${reason}）`);
    await tellUnits(run, task, [orgCode], {
      title: '加签',
      body: `${unitOf(actor)}请您单位${turnWords[place]}审批“${task.name}”：${reason}`,
    });
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
 * Takes an approver who was added and has not answered yet out again (减签): the unit that added it may, and whoever
 * manages the case. Whom the diagram demands stays.
 * @throws `no_approvers`, `approver_gone`, `approver_demanded` (409), `approver_of_other` (403)
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
    requireRemovable(run, task, removed);
    await fire(run, held, { type: 'roundRemoved', elementInstanceKey: round.key });
    const units = removed.units.join('、');
    await note(run, held, task, `减签：${units}不再审批“${task.name}”（${reason}）`);
    await tellUnits(run, task, removed.orgCodes, {
      title: '减签',
      body: `${unitOf(actor)}减签：“${task.name}”您单位不用再审批（${reason}）`,
    });
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

function requireRemovable({ services, actor }: Run, task: TaskRow, removed: CoApprover): void {
  const { addedBy } = removed;
  if (addedBy === null) throw demanded();
  if (mayRemove(services.policy, actor, task, removed)) return;
  throw addedByOther(`这个单位是${addedBy.name}加签的，只有${addedBy.name}或管理这件事的人可以减签。`);
}

function unitOf(actor: Actor): string {
  return actor.kind === 'system' ? actor.displayName : actor.orgName;
}

async function tellUnits(
  run: Run,
  { case_id: caseId, case_title, case_number }: TaskRow,
  orgCodes: string[],
  { title, body }: { title: string; body: string },
): Promise<void> {
  if (caseId === null) return;
  const keptFrom = await unitsKeptFrom(run.tx.client, caseId, orgCodes);
  for (const orgCode of orgCodes.filter((one) => !keptFrom.includes(one)))
    notifyUnit(run, { orgCode, caseId, title: `${title}：${case_title} ${case_number}`, body });
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

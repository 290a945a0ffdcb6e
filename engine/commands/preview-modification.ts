import type { Event, UserTaskCreated } from '../core/events.ts';
import { isFailure } from '../core/failure.ts';
import { incidentInWords } from '../core/incident-words.ts';
import type { Key } from '../core/keys.ts';
import { elementOf } from '../core/model.ts';
import type { Modification } from '../core/modify.ts';
import { step, type StepResult } from '../core/step.ts';
import type { Foreseen } from '../http/resources/case-operations/schemas.ts';
import { readCaseTasks, type CaseTask } from '../registers/cases/case-tasks.ts';
import type { CaseRow } from '../registers/cases/find-case.ts';
import { holderOf } from '../registers/operations/case-positions.ts';
import { clockTime, fullDay, monthDay } from '../registers/chinese-dates.ts';
import { elementWords } from '../registers/operations/element-words.ts';
import type { CaseInstance } from '../registers/operations/managed-case.ts';
import type { Services } from '../services.ts';
import { namedCandidates } from './execution/assign-task.ts';
import { envOf } from './execution/env.ts';
import { refusedModification } from './modify-instance.ts';

interface Foresight {
  services: Services;
  row: CaseRow;
  instance: CaseInstance;
  tasks: CaseTask[];
}

/**
 * What moving the tokens of an instance would do, in words: the step is taken, and nothing is saved. What automatic
 * steps lead to afterwards is not followed.
 * @throws `cannot_modify` as the command would
 */
export async function previewModification(
  services: Services,
  row: CaseRow,
  instance: CaseInstance,
  modification: Modification,
): Promise<Foreseen> {
  let keys = 0;
  const env = envOf(services, services.clock.now(), () => `-${++keys}`);
  const result = step(instance.definition.model, instance.data, { type: 'modify', modification }, env);
  if (isFailure(result)) throw refusedModification(result);
  const foresight = { services, row, instance, tasks: await readCaseTasks(services.db, row.id) };
  const sentences = await Promise.all(result.events.map((event) => sentenceOf(foresight, event, result)));
  return {
    sentences: [...new Set([...sentences.filter((one) => one !== null), ...called(foresight, result)])],
    warnings: result.events.flatMap((event) => warningOf(foresight, event, result)),
  };
}

async function sentenceOf(foresight: Foresight, event: Event, result: StepResult): Promise<string | null> {
  switch (event.type) {
    case 'elementTerminated':
      return endOf(foresight, event.elementInstanceKey, event.elementId);
    case 'userTaskCreated':
      return beginningOf(foresight, event);
    case 'jobCreated':
      return `自动执行${nameOf(foresight, event.elementId)}。`;
    case 'timerCreated':
      if (!isItsOwn(result, event)) return null;
      return `${nameOf(foresight, event.elementId)}等到 ${momentWords(foresight.services, event.dueAt)}。`;
    case 'subscriptionOpened':
      return isItsOwn(result, event)
        ? `${nameOf(foresight, event.elementId)}等消息“${event.messageName}”。`
        : null;
    case 'signalAwaited':
      return isItsOwn(result, event)
        ? `${nameOf(foresight, event.elementId)}等信号“${event.signalName}”。`
        : null;
    default:
      return null;
  }
}

/** Boundary events wait on somebody else's element; that goes without saying. */
function isItsOwn({ instance }: StepResult, event: { elementInstanceKey: Key; elementId: string }): boolean {
  return instance.elements[event.elementInstanceKey]?.elementId === event.elementId;
}

function endOf({ instance, tasks }: Foresight, key: Key, elementId: string): string | null {
  const self = instance.data.elements[key];
  // the process itself has its warning
  if (!self || self.parentKey === null) return null;
  const holder = holderOf(tasks.find((task) => task.key === self.data.userTaskKey));
  const name = nameOf({ instance }, elementId);
  return holder ? `结束${name}（${holder}），不用再办，没提交的内容作废。` : `结束${name}。`;
}

async function beginningOf(foresight: Foresight, task: UserTaskCreated): Promise<string> {
  const { services, row, instance } = foresight;
  const named = namedCandidates(task).filter(({ kind }) => kind !== 'user');
  const candidates =
    named.length > 0
      ? named
      : await services.policy.resolveResponsible({
          processId: instance.definition.processId,
          elementId: task.elementId,
          orgCode: row.org_code,
          applicantMemberId: row.applicant_member_id,
          variables: task.variables,
          drawnUnit: task.properties.unit ?? null,
        });
  const codes = candidates.flatMap(({ kind, value }) => (kind === 'unit' ? [value] : []));
  const units = await services.db('organisation').whereIn('code', codes).orderBy('code').pluck('name');
  const who = [...units, ...(candidates.some(({ kind }) => kind === 'member') ? ['申请人'] : [])].join('、');
  const due = task.dueAt && dayWords(services, task.dueAt);
  return `开始${nameOf(foresight, task.elementId)}，由${who || '流程图指定的人'}办理${due ? `，${due}到期` : ''}。`;
}

function called(foresight: Foresight, { effects, instance }: StepResult): string[] {
  return effects.flatMap((effect) => {
    if (effect.type === 'callProcess')
      return [`启动子流程${nameOf(foresight, instance.elements[effect.elementInstanceKey]!.elementId)}。`];
    if (effect.type === 'makeDecision') return [`自动求${nameOf(foresight, effect.elementId)}的结果。`];
    return [];
  });
}

function warningOf(foresight: Foresight, event: Event, result: StepResult): string[] {
  switch (event.type) {
    case 'incidentRaised':
      return [`${nameOf(foresight, event.elementId)}会停住：${incidentInWords(event.code)}`];
    case 'instanceCancelled':
      return isWhole(foresight)
        ? ['没有步骤在办了，整件事随之终止，不能恢复。']
        : ['这个子流程没有步骤在办了，随之终止；主流程会一直等它。请同时调整主流程。'];
    case 'instanceCompleted':
      return isWhole(foresight)
        ? [`流程走到了${endName(foresight, result)}，这件事随之办结。`]
        : ['这个子流程走到了结束，主流程接着往下办。'];
    default:
      return [];
  }
}

function endName({ instance }: Foresight, { events }: StepResult): string {
  const ends = events.flatMap((event) =>
    event.type === 'elementCompleted' && event.elementType === 'endEvent' ? [event.elementId] : [],
  );
  const last = ends.at(-1);
  return last === undefined ? '结束' : nameOf({ instance }, last);
}

/** With the year where it is not this one. */
function dayWords({ clock, config }: Services, iso: string): string {
  const [day, now] = [new Date(iso), clock.now()];
  const thisYear = fullDay(now, config.TIME_ZONE).slice(0, 4) === fullDay(day, config.TIME_ZONE).slice(0, 4);
  return thisYear ? monthDay(day, config.TIME_ZONE) : fullDay(day, config.TIME_ZONE);
}

function momentWords(services: Services, iso: string): string {
  const clock = clockTime(new Date(iso), services.config.TIME_ZONE).split(' ')[1];
  return `${dayWords(services, iso)} ${clock}`;
}

function isWhole({ instance, row }: Foresight): boolean {
  return instance.key === row.instance_key;
}

function nameOf({ instance }: Pick<Foresight, 'instance'>, elementId: string): string {
  return `“${elementWords(elementOf(instance.definition.model, elementId))}”`;
}

import type { AdHocDetails } from '../../core/behaviours/ad-hoc-sub-process.ts';
import type { ElementInstance } from '../../core/instance.ts';
import type { Element, Model } from '../../core/model.ts';
import { visibleVariables } from '../../core/variables.ts';
import { forbidden } from '../../errors.ts';
import type { CaseChoices } from '../../http/resources/case-operations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { completedElements } from '../cases/case-history.ts';
import { readCaseTasks } from '../cases/case-tasks.ts';
import { findCase, type CaseRow } from '../cases/find-case.ts';
import { elementWords } from './element-words.ts';
import { caseTarget, readCaseInstances, type CaseInstance } from './managed-case.ts';

type Choice = CaseChoices['choices'][number];

/** The ad-hoc sub-processes of a case in which this actor may choose what begins. */
export async function readOpenChoices(
  services: Services,
  actor: Actor,
  row: CaseRow,
): Promise<CaseChoices['choices']> {
  if (row.status === 'closed' || actor.kind === 'member') return [];
  const instances = await readCaseInstances(services, row.instance_key);
  const waiting = instances
    .filter(({ data }) => data.state === 'active')
    .flatMap((instance) => waitingIn(instance));
  if (waiting.length === 0) return [];
  const [had, completed] = await Promise.all([
    unitsOf(services, row.id),
    completedElements(services.db, row.instance_key),
  ]);
  const found = await Promise.all(
    waiting.map(async (one) => {
      const units = [...had, ...(await responsibleFor(services, row, one))];
      return mayChoose(services, actor, row, units) ? [toChoice(one, completed)] : [];
    }),
  );
  return found.flat();
}

export async function listOpenChoices(
  services: Services,
  actor: Actor,
  number: string,
): Promise<CaseChoices> {
  return { choices: await readOpenChoices(services, actor, await findCase(services, actor, number)) };
}

/**
 * Refuses who may not choose in this ad-hoc sub-process.
 * @throws `not_found`, `forbidden`
 */
export async function requireChoice(
  services: Services,
  actor: Actor,
  number: string,
  asked: Pick<Choice, 'instanceKey' | 'elementInstanceKey'>,
): Promise<void> {
  const { choices } = await listOpenChoices(services, actor, number);
  const isAsked = ({ instanceKey, elementInstanceKey }: Choice) =>
    instanceKey === asked.instanceKey && elementInstanceKey === asked.elementInstanceKey;
  if (!choices.some(isAsked)) throw forbidden('现在没有可以由您启动的事项，可能已经办完，请刷新。');
}

interface Waiting {
  instance: CaseInstance;
  self: ElementInstance;
  element: Element<AdHocDetails>;
}

/** Those whose diagram does not say itself what begins; of several rounds each, not the whole. */
function waitingIn(instance: CaseInstance): Waiting[] {
  const { elements } = instance.definition.model;
  return Object.values(instance.data.elements).flatMap((self) => {
    const element = elements[self.elementId] as Element<AdHocDetails>;
    const waits = element.type === 'adHocSubProcess' && self.state === 'active' && !self.loop;
    return waits && element.details.activeElements === null ? [{ instance, self, element }] : [];
  });
}

/** The units that have, or had, a task of the case in hand. */
async function unitsOf({ db }: Services, caseId: string): Promise<string[]> {
  const tasks = await readCaseTasks(db, caseId);
  return tasks.flatMap(({ candidates }) =>
    candidates.flatMap(({ kind, code }) => (kind === 'unit' ? [code] : [])),
  );
}

/** As for a task: a line of `assignments.csv` may name the sub-process, or its property `unit` does. */
async function responsibleFor(
  { policy }: Services,
  row: CaseRow,
  { instance, self, element }: Waiting,
): Promise<string[]> {
  const found = await policy.resolveResponsible({
    processId: instance.definition.processId,
    elementId: element.id,
    orgCode: row.org_code,
    applicantMemberId: row.applicant_member_id,
    variables: visibleVariables(instance.data, self.key),
    drawnUnit: element.properties.unit ?? null,
  });
  return found.flatMap(({ kind, value }) => (kind === 'unit' ? [value] : []));
}

function mayChoose({ policy }: Services, actor: Actor, row: CaseRow, units: string[]): boolean {
  const target = caseTarget(row, units);
  return policy.allows(actor, 'case', 'activate', target) || policy.allows(actor, 'case', 'manage', target);
}

function toChoice({ instance, self, element }: Waiting, completed: Map<string, Date>): Choice {
  const inside = Object.values(instance.data.elements).filter(({ parentKey }) => parentKey === self.key);
  return {
    instanceKey: instance.key,
    elementInstanceKey: self.key,
    name: elementWords(element),
    oneAfterOther: element.details.sequential,
    items: itemsOf(instance.definition.model, element.id).map((item) => ({
      elementId: item.id,
      name: elementWords(item),
      documentation: item.documentation,
      active: inside.filter(({ elementId }) => elementId === item.id).length,
      doneAt: completed.get(item.id)?.toISOString() ?? null,
    })),
  };
}

/** Elements that nothing leads to: what the core lets begin by choice. */
function itemsOf({ elements }: Model, scopeId: string): Element[] {
  return Object.values(elements).filter(
    ({ parentId, incoming, attachedTo, type, forCompensation }) =>
      parentId === scopeId &&
      incoming.length === 0 &&
      attachedTo === null &&
      type !== 'eventSubProcess' &&
      !forCompensation,
  );
}

import type { Knex } from 'knex';
import { incidentInWords } from '../../core/incident-words.ts';
import type { Element, Model } from '../../core/model.ts';
import type { ElementInstance, Instance } from '../../core/instance.ts';
import type { CasePositions } from '../../http/resources/case-operations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { readCaseTasks, type CaseTask } from '../cases/case-tasks.ts';
import { elementWords, kindWords } from './element-words.ts';
import { findManagedCase, readCaseInstances, type CaseInstance } from './managed-case.ts';

type Position = CasePositions['instances'][number];

/** Where each running process of a case stands, and where it could begin instead. */
export async function readCasePositions(
  services: Services,
  actor: Actor,
  number: string,
): Promise<CasePositions> {
  const row = await findManagedCase(services, actor, number);
  const [instances, tasks] = await Promise.all([
    readCaseInstances(services, row.instance_key),
    readCaseTasks(services.db, row.id),
  ]);
  const diagrams = await readDiagrams(services.db, instances);
  return {
    instances: instances.map((instance) => toPosition(instance, tasks, diagrams)),
  };
}

async function readDiagrams(db: Knex, instances: CaseInstance[]): Promise<Map<string, string>> {
  const keys = [...new Set(instances.map(({ definition }) => definition.key))];
  const rows = await db('process_definition')
    .whereIn('key', keys)
    .select<{ key: string; xml: string }[]>('key', 'xml');
  return new Map(rows.map(({ key, xml }) => [key, xml]));
}

function toPosition(
  { key, data, definition }: CaseInstance,
  tasks: CaseTask[],
  diagrams: Map<string, string>,
): Position {
  const { model } = definition;
  return {
    key,
    name: definition.name,
    version: definition.version,
    xml: diagrams.get(definition.key)!,
    active: Object.values(data.elements)
      .filter(({ parentKey }) => parentKey !== null)
      .toSorted((one, other) => Number(BigInt(one.key) - BigInt(other.key)))
      .map((self) => toActive(self, data, model, tasks)),
    possible: Object.values(model.elements)
      .filter((element) => mayBegin(element))
      .map((element) => ({
        elementId: element.id,
        name: elementWords(element),
        kind: kindWords(element),
        ...insideOf(element, model),
      })),
  };
}

function toActive(
  self: ElementInstance,
  data: Instance,
  model: Model,
  tasks: CaseTask[],
): Position['active'][number] {
  const element = model.elements[self.elementId]!;
  const incident = Object.values(data.incidents).find((one) => one.elementInstanceKey === self.key);
  return {
    key: self.key,
    elementId: self.elementId,
    name: elementWords(element),
    kind: kindWords(element),
    round: self.round === undefined ? null : self.round + 1,
    insideKey: self.parentKey === data.key ? null : self.parentKey,
    isScope: Object.values(data.elements).some(({ parentKey }) => parentKey === self.key),
    holder: holderOf(tasks.find(({ key }) => key === self.data.userTaskKey)),
    incident: incident ? incidentInWords(incident.code) : null,
  };
}

/** 沈阳路社区党委 · 李文静 已领取 */
export function holderOf(task: CaseTask | undefined): string | null {
  if (!task) return null;
  const units = task.candidates.map(({ name }) => name).join('、');
  return [units, ...(task.assigneeName ? [`${task.assigneeName} 已领取`] : [])].join(' · ') || null;
}

/** What `modify` of the core lets begin, without what makes no sense by itself. */
function mayBegin({ parentId, type, place, forCompensation }: Element): boolean {
  return (
    parentId !== null &&
    type !== 'boundaryEvent' &&
    type !== 'eventSubProcess' &&
    place !== 'eventStart' &&
    !forCompensation
  );
}

function insideOf({ parentId }: Element, { processId, elements }: Model) {
  const outer = parentId === null || parentId === processId ? null : elements[parentId]!;
  return { insideId: outer?.id ?? null, insideName: outer ? elementWords(outer) : null };
}

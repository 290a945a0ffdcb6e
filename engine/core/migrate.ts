import type { Env } from './env.ts';
import { isFailure } from './failure.ts';
import type { Compensation, ElementInstance, Instance, Wait } from './instance.ts';
import type { Key } from './keys.ts';
import { fits, type MigrationPlan } from './migration-plan.ts';
import { elementOf, scopesAround, type Element, type Model } from './model.ts';
import { definitionOf } from './registry.ts';
import { Run } from './run.ts';
import { isParallel, targetsOf } from './starts.ts';
import type { StepResult } from './step.ts';
import { begin, prepare, settle } from './tokens.ts';
import { closeWaits, openWaits } from './waits.ts';

/** Why an instance cannot be migrated as planned. */
export interface MigrationFault {
  elementInstanceKey: Key | null;
  elementId: string;
  code:
    | 'not_mapped'
    | 'target_missing'
    | 'kind_differs'
    | 'join_differs'
    | 'scope_missing'
    | 'undoing'
    | 'listener_at_work'
    | 'wait_failed';
}

/**
 * Puts a running instance on another version of its process (or another process): every live element instance becomes
 * one of the mapped element, with its tasks, jobs, variables and incidents. It may move across the borders of
 * sub-processes: scopes that are new around it begin, those that are gone dissolve. Pure, as `step` is.
 * @returns what a step would, or every reason why not
 */
export function migrate(
  source: Model,
  target: Model,
  instance: Instance,
  { plan, definitionKey }: { plan: MigrationPlan; definitionKey: Key },
  env: Env,
): StepResult | MigrationFault[] {
  const faults = checkTokens(source, target, instance, plan);
  if (faults.length > 0) return faults;
  const run = new Run(target, { ...instance, definitionKey, processId: target.processId }, env);
  const joins = Object.keys(instance.joins).length > 0 ? mapJoins(source, target, instance, plan) : {};
  if (Array.isArray(joins)) return joins;
  run.instance.joins = joins;
  if (instance.compensations)
    run.instance.compensations = instance.compensations.map((one) => mapCompensation(one, plan));
  const wrong = [...mapElements(run, source, plan), ...mapWaits(run, source, instance, plan)];
  if (wrong.length > 0) return wrong;
  run.emit({ type: 'instanceMigrated', definitionKey, from: instance.definitionKey });
  settle(run);
  return { instance: run.instance, events: run.events, effects: run.effects };
}

function checkTokens(
  source: Model,
  target: Model,
  { elements, compensations = [] }: Instance,
  { mapping }: MigrationPlan,
): MigrationFault[] {
  const live = Object.values(elements).filter(({ parentKey }) => parentKey !== null);
  const tokens = live.flatMap(({ key, elementId, data }): MigrationFault[] => {
    const at = { elementInstanceKey: key, elementId };
    if (data.undoing !== undefined || data.again === true) return [{ ...at, code: 'undoing' }];
    if (data.listening !== undefined) return [{ ...at, code: 'listener_at_work' }];
    const to = mapping[elementId];
    // a sub-process that is gone dissolves when everything in it goes elsewhere
    if (to === undefined)
      return isPlainScope(elementOf(source, elementId)) ? [] : [{ ...at, code: 'not_mapped' }];
    if (!target.elements[to]) return [{ ...at, code: 'target_missing' }];
    return fits(elementOf(source, elementId), elementOf(target, to)) ? [] : [{ ...at, code: 'kind_differs' }];
  });
  return [...tokens, ...compensations.flatMap((one) => checkCompensation(one, target, mapping))];
}

function isPlainScope({ type, multiInstance, standardLoop }: Element): boolean {
  return type === 'subProcess' && !multiInstance && !standardLoop;
}

function checkCompensation(
  { elementId, inside = [], rounds = [] }: Compensation,
  target: Model,
  mapping: Record<string, string>,
): MigrationFault[] {
  const inner = [...inside, ...rounds].flatMap((one) => checkCompensation(one, target, mapping));
  const known = mapping[elementId] !== undefined && target.elements[mapping[elementId]!];
  return known ? inner : [{ elementInstanceKey: null, elementId, code: 'not_mapped' }, ...inner];
}

function mapCompensation(note: Compensation, plan: MigrationPlan): Compensation {
  const { inside, rounds } = note;
  return {
    ...note,
    elementId: plan.mapping[note.elementId]!,
    ...(inside ? { inside: inside.map((one) => mapCompensation(one, plan)) } : {}),
    ...(rounds ? { rounds: rounds.map((one) => mapCompensation(one, plan)) } : {}),
  };
}

/** Tokens at a join stay with their flows: those of the same id, or else the only one from the same element. */
function mapJoins(
  source: Model,
  target: Model,
  { joins }: Instance,
  { mapping }: MigrationPlan,
): Record<string, string[]> | MigrationFault[] {
  const faults: MigrationFault[] = [];
  const mapped = Object.entries(joins).map(([join, arrived]) => {
    const [scopeKey, gatewayId] = [join.slice(0, join.indexOf('/')), join.slice(join.indexOf('/') + 1)];
    const gateway = target.elements[mapping[gatewayId] ?? ''];
    const flows = arrived.map((flow) => (gateway ? flowInto(source, target, gateway, flow, mapping) : null));
    if (!gateway || flows.includes(null))
      faults.push({ elementInstanceKey: scopeKey, elementId: gatewayId, code: 'join_differs' });
    return [`${scopeKey}/${gateway?.id}`, flows as string[]];
  });
  return faults.length > 0 ? faults : Object.fromEntries(mapped);
}

function flowInto(
  source: Model,
  target: Model,
  gateway: Element,
  flowId: string,
  mapping: Record<string, string>,
): string | null {
  if (gateway.incoming.includes(flowId)) return flowId;
  const from = mapping[source.flows[flowId]?.sourceId ?? ''];
  const same = gateway.incoming.filter((id) => target.flows[id]!.sourceId === from);
  return same.length === 1 ? same[0]! : null;
}

/** From the outermost scope inwards, so that a scope is where it belongs before what is inside it. */
function mapElements(run: Run, source: Model, { mapping }: MigrationPlan): MigrationFault[] {
  const faults: MigrationFault[] = [];
  const dissolved: Key[] = [];
  run.edit(run.instance.key).elementId = run.model.processId;
  for (const old of inDepth(run.instance)) {
    const to = mapping[old.elementId];
    if (to === undefined) {
      dissolved.push(old.key);
      continue;
    }
    const self = run.edit(old.key);
    self.elementId = to;
    const element = elementOf(run.model, to);
    run.emit({
      type: 'elementMigrated',
      elementInstanceKey: old.key,
      from: old.elementId,
      elementId: to,
      name: element.name,
      userTaskKey: typeof old.data.userTaskKey === 'string' ? old.data.userTaskKey : null,
      jobKey: typeof old.data.jobKey === 'string' ? old.data.jobKey : null,
      formId: element.formId,
      properties: element.properties,
    });
    if (self.round !== undefined) continue;
    const fault = moveTo(run, self, element);
    if (fault) faults.push(fault);
  }
  if (faults.length > 0) return faults;
  for (const key of dissolved.reverse()) dissolve(run, elementOf(source, run.get(key).elementId), key);
  return [];
}

function inDepth({ elements, key }: Instance): ElementInstance[] {
  const childrenOf = (parent: Key): ElementInstance[] =>
    Object.values(elements)
      .filter(({ parentKey }) => parentKey === parent)
      .flatMap((child) => [child, ...childrenOf(child.key)]);
  return childrenOf(key);
}

/** Into the scope the target draws it in: one that is there, or new ones from there inwards. */
function moveTo(run: Run, self: ElementInstance, element: Element): MigrationFault | null {
  const parent = run.get(self.parentKey!);
  if (parent.elementId === element.parentId) return null;
  let scopeKey = run.instance.key;
  for (const scopeId of scopesAround(run.model, element).slice(1)) {
    const there = run
      .childrenOf(scopeKey)
      .find((key) => run.get(key).elementId === scopeId && !run.get(key).loop);
    const next = there ?? beginScope(run, elementOf(run.model, scopeId), scopeKey);
    if (next === null) return { elementInstanceKey: self.key, elementId: scopeId, code: 'scope_missing' };
    scopeKey = next;
  }
  run.move(self.key, scopeKey);
  return null;
}

function beginScope(run: Run, element: Element, scopeKey: Key): Key | null {
  if (!isPlainScope(element)) return null;
  const { key } = begin(run, element, { elementId: element.id, scopeKey, flowId: null });
  return isFailure(prepare(run, element, key)) ? null : key;
}

/** A sub-process that the target does not have any more; what it declared is still to be seen by what was in it. */
function dissolve(run: Run, was: Element, key: Key): void {
  const { variables, waits, parentKey } = run.get(key);
  for (const wait of waits) definitionOf(wait.type).close?.(run, wait);
  const outer = run.edit(parentKey!);
  outer.variables = { ...variables, ...outer.variables };
  run.emit({ type: 'elementTerminated', elementInstanceKey: key, elementId: was.id, elementType: was.type });
  run.remove(key);
}

/** What each element instance waits for: kept where the target waits for the like, closed where not, opened where new. */
function mapWaits(run: Run, source: Model, { elements }: Instance, plan: MigrationPlan): MigrationFault[] {
  return Object.keys(run.instance.elements).flatMap((key): MigrationFault[] => {
    const before = elements[key];
    // a scope that has just begun waits already
    if (!before) return [];
    const element = run.elementAt(key);
    const wanted = waitingElements(run, element, key, plan);
    const kept = run.get(key).waits.flatMap((wait) => {
      const elementId = plan.mapping[wait.elementId];
      const keeps = elementId !== undefined && wanted.has(elementId) && isLike(run.model, elementId, wait);
      return keeps && !isOpenedAnew(wait, plan) ? [{ ...wait, elementId }] : [];
    });
    closeWaits(run, key, (wait) => !kept.some((one) => one.key === wait.key));
    run.edit(key).waits = kept;
    for (const { key: waitKey, type, elementId } of kept) {
      run.emit({ type: 'waitMigrated', waitKey, waitType: type, elementId });
    }
    const over = happened(source, before, plan);
    const missing = [...wanted].filter(
      (id) => !over.has(id) && !kept.some(({ elementId }) => elementId === id),
    );
    const failure = openWaits(run, key, missing);
    return failure ? [{ elementInstanceKey: key, elementId: element.id, code: 'wait_failed' }] : [];
  });
}

/** What was waited for and has happened, as a reminder that was sent: another version does not let it happen once more. */
function happened(
  source: Model,
  { elementId, waits }: ElementInstance,
  { mapping }: MigrationPlan,
): Set<string | undefined> {
  const { boundaries, eventStarts } = elementOf(source, elementId);
  const gone = [...boundaries, ...eventStarts].filter((id) => !waits.some((wait) => wait.elementId === id));
  return new Set(gone.map((id) => mapping[id]));
}

function isOpenedAnew({ type }: Wait, { timers, subscriptions }: MigrationPlan): boolean {
  if (type === 'timer') return timers === 'recount';
  return subscriptions === 'reopen';
}

function isLike(model: Model, elementId: string, { type, part }: Wait): boolean {
  return elementOf(model, elementId).events[part ?? 0]?.type === type;
}

/** Ids of the event elements an element instance waits for while it is at work. */
function waitingElements(run: Run, element: Element, key: Key, { mapping }: MigrationPlan): Set<string> {
  const { state, loop, round, data, waits } = run.get(key);
  if (state !== 'active') return new Set();
  const boundaries = round === undefined ? element.boundaries : [];
  const starts = loop || data.interrupted === true ? [] : element.eventStarts;
  // what goes round waits in its rounds, and for its edges as a whole
  const isCatching = !loop && (element.place === 'catch' || element.place === 'receive');
  const targets = element.type === 'eventBasedGateway' ? targetsOf(run.model, element) : [];
  // what a parallel gateway no longer waits for has happened
  const still = isParallel(element) ? waits.map(({ elementId }) => mapping[elementId]) : null;
  const behind = targets.map(({ id }) => id).filter((id) => still?.includes(id) ?? true);
  // an element that failed before it could wait is entered again when its incident is solved
  const hasIncident =
    waits.length === 0 && Object.values(run.instance.incidents).some((one) => one.elementInstanceKey === key);
  if (hasIncident) return new Set();
  return new Set([...boundaries, ...starts, ...(isCatching ? [element.id] : []), ...behind]);
}

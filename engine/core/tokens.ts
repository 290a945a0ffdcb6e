import { endUndoneScope, handlerEnded, remember } from './compensation.ts';
import { fail, isFailure, type Failure } from './failure.ts';
import type { ElementInstance } from './instance.ts';
import { closeIncidentsOf, hasIncident, raiseIncident } from './incidents.ts';
import type { JsonObject, Key } from './keys.ts';
import { meetConditions } from './conditions.ts';
import { isListening, listen } from './listeners.ts';
import { applyInputs, applyOutputs } from './mappings.ts';
import { elementOf, type Element } from './model.ts';
import { beginRounds, endLoop, endRound, roundVariables } from './multi-instance.ts';
import { behaviourOf } from './registry.ts';
import { releaseJoins } from './joins.ts';
import type { Entry, Run } from './run.ts';
import { beginLoop, endLoopRound } from './standard-loop.ts';
import { declareDataObjects, propagate, setLocal } from './variables.ts';
import { closeWaits, openBoundaries, openEventStarts } from './waits.ts';

/** In one step, in all scopes together: this many times what one scope may. */
const MOST_SCOPES = 20;

/** Moves tokens until every one of them waits for something or is gone. */
export function settle(run: Run): void {
  for (;;) {
    for (let entry = run.queue.shift(); entry; entry = run.queue.shift()) arrive(run, entry);
    if (releaseJoins(run) || meetConditions(run)) continue;
    const scopeKey = [...run.emptied].at(-1);
    if (scopeKey === undefined) return;
    run.emptied.delete(scopeKey);
    checkEmptied(run, scopeKey);
  }
}

function arrive(run: Run, entry: Entry): void {
  // the scope may have ended while the token was on its way
  if (run.find(entry.scopeKey)?.state !== 'active') return;
  run.emptied.add(entry.scopeKey);
  const element = elementOf(run.model, entry.elementId);
  if (behaviourOf(element.type).hold?.(run, element, entry)) return;
  const self = begin(run, element, entry);
  if (isOverBudget(run, entry)) {
    const message = `Expected at most ${run.env.stepBudget} elements in one step, but the process goes on at '${element.id}'.`;
    return raiseIncident(run, self.key, { code: 'step_budget', message }, 'enter');
  }
  if (entry.caught && (entry.flowId === null || self.loop)) return complete(run, self.key, entry.caught);
  // behind an event-based gateway: what comes before its own work is done all the same
  if (entry.caught) run.edit(self.key).data.caught = entry.caught;
  activate(run, self.key);
}

/** An endless loop goes round in one scope; many rounds, each in a scope of its own, are work. */
function isOverBudget(run: Run, { scopeKey, round }: Entry): boolean {
  const { stepBudget } = run.env;
  if (++run.entered > stepBudget * MOST_SCOPES) return true;
  if (round) return false;
  const entered = (run.enteredIn.get(scopeKey) ?? 0) + 1;
  run.enteredIn.set(scopeKey, entered);
  return entered > stepBudget;
}

export function begin(run: Run, element: Element, entry: Entry): ElementInstance {
  const self: ElementInstance = {
    key: run.env.nextKey(),
    elementId: element.id,
    parentKey: entry.scopeKey,
    state: 'active',
    variables: {},
    waits: [],
    data: entry.data ?? {},
  };
  const repeats = element.multiInstance !== null || element.standardLoop !== null;
  const isBody = repeats && entry.round === undefined;
  if (isBody) self.loop = { total: 0, started: 0, completed: 0, items: null };
  run.add(self);
  run.emit({
    type: 'elementActivated',
    elementInstanceKey: self.key,
    elementId: element.id,
    elementType: typeOf(element, self),
    parentKey: entry.scopeKey,
  });
  if (entry.round) {
    self.round = entry.round.index;
    setLocal(run, self.key, roundVariables(element, entry.round));
  }
  if (entry.locals) setLocal(run, self.key, entry.locals);
  return self;
}

/** Element instances of a multi-instance activity: one body, and its rounds inside, which bear the activity's type. */
function typeOf(element: Element, self: ElementInstance): string {
  return self.loop && element.multiInstance ? 'multiInstanceBody' : element.type;
}

/** Enters an element instance that has begun; also its second try after an incident. */
export function activate(run: Run, self: Key): void {
  const element = run.elementAt(self);
  const prepared = prepare(run, element, self) ?? listen(run, element, self, 'start');
  if (prepared === 'waits') return;
  if (prepared) notEntered(run, self, prepared);
  else startNow(run, element, self);
}

function notEntered(run: Run, self: Key, failure: Failure): void {
  closeWaits(run, self);
  raiseIncident(run, self, failure, 'enter');
}

/** The element begins its own work: whatever comes before it is done. */
export function startNow(run: Run, element: Element, self: Key): void {
  const failure = start(run, element, self);
  if (failure) notEntered(run, self, failure);
}

/** What an element does before its own work: inputs, and waiting for the events on it and in it. */
export function prepare(run: Run, element: Element, self: Key): Failure | void {
  const { loop, round } = run.get(self);
  // inputs belong to each round, boundary events to the activity as a whole
  const failure = loop ? undefined : applyInputs(run, self, element.inputs);
  if (failure) return failure;
  if (!loop) declareDataObjects(run, element, self);
  const refused = round === undefined ? openBoundaries(run, element, self) : undefined;
  return refused ?? (loop ? undefined : openEventStarts(run, element, self));
}

function start(run: Run, element: Element, self: Key): Failure | void {
  const { loop, data } = run.get(self);
  // what it would wait for has happened
  if (data.caught) return complete(run, self, data.caught);
  if (!loop) return behaviourOf(element.type).enter(run, element, self);
  return element.standardLoop ? beginLoop(run, element, self) : beginRounds(run, element, self);
}

/** The work of an element is done: `variables` are its result. Goes on to the next elements. */
export function complete(run: Run, self: Key, variables: JsonObject = {}): void {
  closeWaits(run, self);
  const instance = run.edit(self);
  const element = run.elementAt(self);
  if (instance.data.again === true) return endUndoneScope(run, element, self);
  instance.state = 'completing';
  if (!instance.loop && keepsResults(element)) setLocal(run, self, variables);
  else propagate(run, self, variables);
  finish(run, self);
}

/** Results stay with the element when it says itself what goes on. */
function keepsResults({ outputs, multiInstance }: Element): boolean {
  return outputs.length > 0 || multiInstance?.ownResults === true;
}

/** The part of completing that can fail, and is tried again after an incident. */
export function finish(run: Run, self: Key): void {
  const element = run.elementAt(self);
  const heard = listen(run, element, self, 'end');
  if (heard === 'waits') return;
  const failure = heard ?? mapOutputs(run, element, self) ?? goOn(run, element, self);
  if (failure) raiseIncident(run, self, failure, 'complete');
}

function mapOutputs(run: Run, element: Element, self: Key): Failure | void {
  const { loop, data } = run.get(self);
  if (loop || data.mapped === true || element.outputs.length === 0) return;
  const failure = applyOutputs(run, self, element.outputs);
  if (failure) return failure;
  // a second try after a later failure must not map twice
  run.edit(self).data.mapped = true;
}

function goOn(run: Run, element: Element, self: Key): Failure | void {
  const { parentKey, round, loop, data } = run.get(self);
  if (round !== undefined) {
    const goesRound = element.standardLoop ? endLoopRound : endRound;
    return goesRound(run, element, self, () => end(run, element, self));
  }
  const leave = behaviourOf(element.type).leave ?? takeOpenFlows;
  const flows = leave(run, element, self);
  if (isFailure(flows)) return flows;
  const failure = loop && element.multiInstance ? endLoop(run, element, self) : undefined;
  if (failure) return failure;
  end(run, element, self);
  if (parentKey !== null) takeFlows(run, flows, parentKey);
  if (typeof data.undoes === 'string') handlerEnded(run, data.undoes);
}

function end(run: Run, element: Element, self: Key): void {
  remember(run, element, self);
  closeIncidentsOf(run, self);
  run.emit({
    type: 'elementCompleted',
    elementInstanceKey: self,
    elementId: element.id,
    elementType: typeOf(element, run.get(self)),
  });
  run.remove(self);
}

export function takeFlows(run: Run, flowIds: string[], scopeKey: Key): void {
  for (const flowId of flowIds) {
    run.emit({ type: 'flowTaken', flowId, scopeKey });
    run.queue.push({ elementId: run.model.flows[flowId]!.targetId, scopeKey, flowId });
  }
}

/** BPMN 13.3.1: a flow without condition always goes, one with a condition when it holds, the default when none did. */
function takeOpenFlows(run: Run, element: Element, self: Key): string[] | Failure {
  const taken = openFlows(run, element, self);
  if (isFailure(taken)) return taken;
  const conditional = taken.some((flowId) => run.model.flows[flowId]!.condition !== null);
  if (element.defaultFlow !== null && !conditional) taken.push(element.defaultFlow);
  if (taken.length === 0 && element.outgoing.length > 0) return noMatchingFlow(element);
  return taken;
}

/** Flows other than the default one that have no condition, or one that holds. */
export function openFlows(run: Run, element: Element, self: Key): string[] | Failure {
  const open: string[] = [];
  for (const flowId of element.outgoing) {
    if (flowId === element.defaultFlow) continue;
    const { condition } = run.model.flows[flowId]!;
    const goes = condition === null || holds(run, condition, self);
    if (isFailure(goes)) return goes;
    if (goes) open.push(flowId);
  }
  return open;
}

export function noMatchingFlow(element: Element): Failure {
  return fail(
    'no_matching_flow',
    `Expected a flow out of '${element.id}' whose condition holds, but none does.`,
  );
}

/** Conditions answer yes or no; anything else is a mistake that must be seen, not a no. */
export function holds(run: Run, condition: string, scopeKey: Key, extra?: JsonObject): boolean | Failure {
  const value = run.evaluate(condition, scopeKey, extra);
  if (isFailure(value) || typeof value === 'boolean') return value;
  const got = value === null ? 'null (is a variable missing?)' : typeof value;
  return fail(
    'expression_failed',
    `Expected condition '${condition}' to be true or false, but it is ${got}.`,
  );
}

/** Whether nothing goes on in a scope any more. */
function isQuiet(run: Run, scopeKey: Key): boolean {
  const scope = run.find(scopeKey);
  if (scope?.state !== 'active' || scope.loop || isListening(run, scopeKey)) return false;
  const element = run.elementAt(scopeKey);
  const ended = run.ended.delete(scopeKey);
  const failure = ended ? behaviourOf(element.type).childEnded?.(run, element, scopeKey) : undefined;
  if (failure) raiseIncident(run, scopeKey, failure, 'resume');
  const busy = run.childrenOf(scopeKey).length > 0 || run.queue.length > 0;
  return !failure && !busy && run.find(scopeKey)?.state === 'active';
}

function checkEmptied(run: Run, scopeKey: Key): void {
  if (!isQuiet(run, scopeKey)) return;
  const waiting = Object.keys(run.instance.joins).find((join) => join.startsWith(`${scopeKey}/`));
  if (waiting === undefined) {
    const element = run.elementAt(scopeKey);
    return behaviourOf(element.type).emptied?.(run, element, scopeKey);
  }
  const gateway = waiting.slice(scopeKey.length + 1);
  const message = `Expected a token on every flow into '${gateway}', but no other token is left in its scope.`;
  const failure = { code: 'join_waits_forever', message };
  // said once, however often something else in the scope ends
  if (!hasIncident(run, scopeKey, failure.code)) raiseIncident(run, scopeKey, failure, 'resume');
}

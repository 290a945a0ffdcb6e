import { locate } from './locate.ts';
import type { Effect } from './effects.ts';
import type { Env } from './env.ts';
import type { Event } from './events.ts';
import { addRound, removeRound } from './change-rounds.ts';
import { fail, isFailure, type Failure } from './failure.ts';
import { closeIncident, raiseIncident } from './incidents.ts';
import type { Instance } from './instance.ts';
import type { Key } from './keys.ts';
import { atWork, isListening, listen, resumeListener, retryListener } from './listeners.ts';
import { elementOf, type Model } from './model.ts';
import { behaviourOf } from './registry.ts';
import { beginAt, modify } from './modify.ts';
import { beginMoreRounds } from './multi-instance.ts';
import { endedUnasked, postpone, takePostponed } from './postpone.ts';
import { Run } from './run.ts';
import { sendBack } from './send-back.ts';
import { beginningsOf, plainStart } from './starts.ts';
import { terminate } from './terminate.ts';
import { activate, finish, settle, startNow } from './tokens.ts';
import type { Trigger } from './trigger.ts';
import { changeVariables as changeScope, declareDataObjects, propagate, setLocal } from './variables.ts';
import { openEventStarts } from './waits.ts';

export { createInstance } from './create-instance.ts';

export interface StepResult {
  instance: Instance;
  events: Event[];
  effects: Effect[];
}

/**
 * Moves one instance as far as it goes on one trigger. Pure: the instance handed in is never changed, the same
 * arguments give the same result. Its cost follows what is alive and what this step enters, never the history.
 */
export function step(model: Model, instance: Instance, trigger: Trigger, env: Env): StepResult | Failure {
  const refusal = refuse(instance, trigger);
  if (refusal) return refusal;
  const run = new Run(model, instance, env);
  const failure = carryOut(run, trigger);
  if (failure) return failure;
  settle(run);
  const asked = endedUnasked(model, instance, run.events);
  if (asked.length > 0) return postpone(model, instance, trigger, asked, env);
  return goOnPostponed(model, { instance: run.instance, events: run.events, effects: run.effects }, env);
}

/** Takes the triggers that have waited long enough; what has become pointless meanwhile is dropped. */
function goOnPostponed(model: Model, result: StepResult, env: Env): StepResult {
  const next = takePostponed(result.instance);
  if (!next) return result;
  const taken = step(model, next.without, next.trigger, env);
  if (isFailure(taken)) return goOnPostponed(model, { ...result, instance: next.without }, env);
  return {
    instance: taken.instance,
    events: [...result.events, ...taken.events],
    effects: [...result.effects, ...taken.effects],
  };
}

/** What may be done to an instance that stands still. */
const whileSuspended = new Set<Trigger['type']>(['cancel', 'resume', 'modify', 'variablesChanged']);

function refuse({ state, key }: Instance, { type }: Trigger): Failure | null {
  if (state === 'completed' || state === 'cancelled') {
    return fail('instance_ended', `Expected instance ${key} to be running, but it is ${state}.`, key);
  }
  if (state === 'suspended' && !whileSuspended.has(type)) {
    return fail('instance_suspended', `Expected instance ${key} to be active, but it is suspended.`, key);
  }
  return null;
}

function carryOut(run: Run, trigger: Trigger): Failure | void {
  switch (trigger.type) {
    case 'start':
      return start(run, trigger);
    case 'cancel':
      return cancel(run, trigger);
    case 'modify':
      return modify(run, trigger.modification);
    case 'variablesChanged':
      return changeVariables(run, trigger);
    case 'suspend':
    case 'resume':
      return pause(run, trigger.type);
    case 'incidentResolved':
      return tryAgain(run, trigger);
    default: {
      const found = locate(run.instance, trigger);
      if (isFailure(found)) return found;
      const element = elementOf(run.model, found.elementId);
      if (isListening(run, found.holder) && !found.wait)
        return resumeListener(run, element, found.holder, trigger);
      const own = byHand(run, found.holder, trigger);
      if (own) return own();
      const resume = behaviourOf(element.type).resume;
      if (!resume)
        return fail('not_waiting', `Expected '${element.id}' to wait for something, but it does not.`);
      return resume(run, element, found.holder, trigger, found.wait);
    }
  }
}

/** What may happen to any element instance, whatever its kind. */
function byHand(run: Run, self: Key, trigger: Trigger): (() => Failure | void) | null {
  switch (trigger.type) {
    case 'sentBack':
      return () => sendBack(run, self, trigger.elementId);
    case 'roundAdded':
      return () => addRound(run, self, trigger);
    case 'roundRemoved':
      return () => removeRound(run, self);
    case 'later':
      return () => beginMoreRounds(run, run.elementAt(self), self);
    default:
      return null;
  }
}

function start(
  run: Run,
  { startElementId, startElementIds = [], variables }: Extract<Trigger, { type: 'start' }>,
): Failure | void {
  const { key } = run.instance;
  if (run.find(key))
    return fail('already_started', `Expected instance ${key} to be new, but it has started.`, key);
  const process = elementOf(run.model, run.model.processId);
  const found = startElementId
    ? beginningsOf(run.model).find(({ event }) => event.id === startElementId)?.event
    : plainStart(run.model);
  const inside = startElementIds.length > 0;
  if (!found && !inside) {
    return fail(
      'start_not_found',
      `Expected a start event ${startElementId ?? 'without event'}, but there is none.`,
    );
  }
  run.add({
    key,
    elementId: process.id,
    parentKey: null,
    state: 'active',
    variables: {},
    waits: [],
    data: {},
  });
  run.emit({ type: 'instanceStarted', variables });
  run.emit({
    type: 'elementActivated',
    elementInstanceKey: key,
    elementId: process.id,
    elementType: 'process',
    parentKey: null,
  });
  setLocal(run, key, variables);
  declareDataObjects(run, process, key);
  const failure = openEventStarts(run, process, key);
  if (failure) return failure;
  if (inside) run.edit(key).data.startAt = startElementIds;
  else run.edit(key).data.startId = found!.id;
  const heard = listen(run, process, key, 'start');
  if (isFailure(heard)) return heard;
  if (heard === 'waits') return;
  // where to begin was said with the start: what cannot begin refuses it
  if (inside) return beginAt(run, startElementIds);
  startNow(run, process, key);
}

function changeVariables(run: Run, trigger: Extract<Trigger, { type: 'variablesChanged' }>): Failure | void {
  const { scopeKey } = trigger;
  if (!run.find(scopeKey)) {
    return fail(
      'element_instance_not_found',
      `Expected element instance ${scopeKey} to be alive, but it is not.`,
      scopeKey,
    );
  }
  if (typeof run.get(scopeKey).data.userTaskKey === 'string') {
    const element = run.elementAt(scopeKey);
    if (isListening(run, scopeKey)) return atWork(element);
    return behaviourOf(element.type).resume!(run, element, scopeKey, trigger);
  }
  changeScope(run, trigger);
}

function pause(run: Run, type: 'suspend' | 'resume'): Failure | void {
  if (type === 'resume' && run.instance.state !== 'suspended') {
    return fail('not_suspended', `Expected instance ${run.instance.key} to be suspended, but it is not.`);
  }
  run.instance.state = type === 'suspend' ? 'suspended' : 'active';
  run.emit({ type: type === 'suspend' ? 'instanceSuspended' : 'instanceResumed' });
}

function cancel(run: Run, { outcome }: Extract<Trigger, { type: 'cancel' }>): void {
  if (run.find(run.instance.key)) terminate(run, run.instance.key);
  run.instance.state = 'cancelled';
  run.emit({ type: 'instanceCancelled', ...(outcome ? { outcome } : {}) });
}

function tryAgain(
  run: Run,
  { incidentKey, variables = {}, jobGoesOn = false }: Extract<Trigger, { type: 'incidentResolved' }>,
): Failure | void {
  const incident = run.instance.incidents[incidentKey];
  if (!incident)
    return fail('incident_not_found', `Expected incident ${incidentKey} to be open, but it is not.`);
  const { elementInstanceKey: self, retry } = incident;
  closeIncident(run, incidentKey);
  propagate(run, self, variables);
  if (jobGoesOn) return;
  if (retry === 'enter') return activate(run, self);
  if (retry === 'complete') return finish(run, self);
  const element = run.elementAt(self);
  const failure = isListening(run, self)
    ? retryListener(run, element, self)
    : behaviourOf(element.type).retry?.(run, element, self);
  if (failure) raiseIncident(run, self, failure, 'resume');
  // a scope whose join waits for ever is looked at again
  run.emptied.add(self);
}

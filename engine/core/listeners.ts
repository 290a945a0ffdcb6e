import { fail, isFailure, type Failure } from './failure.ts';
import { raiseIncident } from './incidents.ts';
import { cancelJob, emitJob, forgetJob } from './jobs.ts';
import type { Listening } from './instance.ts';
import type { JsonObject, Key } from './keys.ts';
import type { Element, ListenerEvent } from './model.ts';
import { behaviourOf } from './registry.ts';
import type { Run } from './run.ts';
import { throwError } from './throw-error.ts';
import { finish, startNow } from './tokens.ts';
import type { TaskCorrections, Trigger } from './trigger.ts';
import { propagate, setLocal } from './variables.ts';

/**
 * Lets the listeners of an element do their work, one after the other, before it goes on: `zeebe:executionListener` at
 * its start and end, `zeebe:taskListener` of a user task.
 * @returns `waits` while one of them is at work; the element is gone on with when the last has finished
 */
export function listen(run: Run, element: Element, self: Key, on: ListenerEvent): Failure | 'waits' | void {
  if (!listensTo(element, on) || run.get(self).loop || hasHeard(run, self, on)) return;
  return call(run, element, self, { on, index: 0 });
}

/**
 * Asks the listeners whether somebody may do this with an open user task; the trigger comes again when they agree.
 * @returns `waits` while they are asked, nothing once they have agreed
 */
export function ask(
  run: Run,
  element: Element,
  self: Key,
  on: ListenerEvent,
  wanted: Trigger,
): Failure | 'waits' | void {
  const heard = listen(run, element, self, on);
  if (heard === 'waits') run.edit(self).data.pending = wanted;
  return heard;
}

export function listensTo({ listeners }: Element, on: ListenerEvent): boolean {
  return listeners.some((one) => one.on === on);
}

export function hasHeard(run: Run, self: Key, on: ListenerEvent): boolean {
  return (run.get(self).data.heard ?? []).includes(on);
}

/** What may be wanted of a task again is asked again. */
export function askAgain(run: Run, self: Key, on: ListenerEvent): void {
  const { data } = run.edit(self);
  data.heard = (data.heard ?? []).filter((one) => one !== on);
}

function call(run: Run, element: Element, self: Key, { on, index }: Listening): Failure | 'waits' | void {
  const listener = element.listeners.filter((one) => one.on === on)[index];
  if (!listener) {
    const { listening: _, ...data } = run.get(self).data;
    run.edit(self).data = { ...data, heard: [...(data.heard ?? []), on] };
    return;
  }
  const failure = emitJob(run, element, self, listener, on);
  if (failure) return failure;
  run.edit(self).data.listening = { on, index };
  return 'waits';
}

export function isListening(run: Run, self: Key): boolean {
  return run.find(self)?.data.listening !== undefined;
}

/** What became of a listener's job. */
export function resumeListener(run: Run, element: Element, self: Key, trigger: Trigger): Failure | void {
  const { on, index } = run.get(self).data.listening!;
  switch (trigger.type) {
    case 'jobCompleted': {
      forgetJob(run, self, trigger.jobKey);
      if (trigger.denied !== undefined) return deny(run, self, on, trigger.denied);
      hand(run, self, on, trigger.variables);
      correct(run, self, on, trigger.corrections);
      const next = call(run, element, self, { on, index: index + 1 });
      if (isFailure(next)) return raiseIncident(run, self, next, 'resume');
      return next === 'waits' ? undefined : goOn(run, element, self, on);
    }
    case 'jobFailed': {
      const failure = { code: 'job_failed', message: trigger.message };
      return raiseIncident(run, self, failure, 'resume', trigger.jobKey);
    }
    case 'jobErrorThrown': {
      forgetJob(run, self, trigger.jobKey);
      const failure = throwError(run, self, trigger.errorCode, trigger.variables);
      return failure && raiseIncident(run, self, failure, 'resume', trigger.jobKey);
    }
    default:
      return atWork(element);
  }
}

export function atWork({ id }: Element): Failure {
  return fail('listener_at_work', `Expected '${id}' to wait for this, but a listener is at work.`);
}

/** Asks the listener again that an incident has stopped. */
export function retryListener(run: Run, element: Element, self: Key): Failure | void {
  const again = call(run, element, self, run.get(self).data.listening!);
  return isFailure(again) ? again : undefined;
}

export function stopListening(run: Run, self: Key): void {
  if (!isListening(run, self)) return;
  cancelJob(run, self);
  delete run.edit(self).data.jobKey;
}

/** Begins with the listeners for this event, whatever is going on; what cannot begin waits as an incident. */
export function listenNow(run: Run, element: Element, self: Key, on: ListenerEvent): void {
  const first: Listening = { on, index: 0 };
  run.edit(self).data.listening = { ...first };
  const failure = call(run, element, self, first);
  if (isFailure(failure)) raiseIncident(run, self, failure, 'resume');
}

/** What a listener at the end has found out is for what follows; anything else is for the element itself. */
function hand(run: Run, self: Key, on: ListenerEvent, variables: JsonObject): void {
  if (on === 'end') propagate(run, self, variables);
  else setLocal(run, self, variables);
}

/** Kept until the task is created or changed; the last listener has the last word. */
function correct(run: Run, self: Key, on: ListenerEvent, corrections?: TaskCorrections): void {
  if (!corrections || on === 'start' || on === 'end' || on === 'canceling') return;
  const { data } = run.edit(self);
  data.corrections = { ...data.corrections, ...corrections };
}

function goOn(run: Run, element: Element, self: Key, on: ListenerEvent): Failure | void {
  const behaviour = behaviourOf(element.type);
  switch (on) {
    case 'start':
      return startNow(run, element, self);
    case 'end':
      return element.type === 'process' ? behaviour.emptied?.(run, element, self) : finish(run, self);
    case 'creating':
      return startNow(run, element, self);
    case 'assigning':
    case 'updating':
    case 'completing': {
      const { pending, ...data } = run.get(self).data;
      run.edit(self).data = data;
      return behaviour.resume?.(run, element, self, pending!);
    }
    case 'canceling':
      // what ends the task has been put off and comes again by itself
      return;
  }
}

/** A listener refuses what somebody wanted to do with a task: it stays as it was, without any correction. */
function deny(run: Run, self: Key, on: ListenerEvent, reason: string): void {
  const { listening: _, pending: __, corrections: ___, ...data } = run.get(self).data;
  run.edit(self).data = data;
  run.emit({ type: 'userTaskDenied', userTaskKey: data.userTaskKey!, on, reason });
}

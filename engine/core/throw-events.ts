import { isFailure, type Failure } from './failure.ts';
import type { Key } from './keys.ts';
import type { Element } from './model.ts';
import { definitionOf } from './registry.ts';
import type { Run } from './run.ts';
import { resumeJob } from './jobs.ts';
import { complete } from './tokens.ts';
import { leaveCancelled } from './transaction.ts';
import type { Trigger } from './trigger.ts';

/** Throw and end events: throws each of the element's events in turn, all of them or none, and completes it. */
export function throwEvents(run: Run, element: Element, self: Key): Failure | void {
  const asked = run.effects.length;
  for (const event of element.events) {
    const thrown = definitionOf(event.type).throw?.(run, element, event, self);
    if (isFailure(thrown)) {
      run.effects.splice(asked);
      return thrown;
    }
    // `waits`, or it has ended the scope it was thrown in
    if (thrown === 'waits' || !run.find(self)) return;
  }
  complete(run, self);
}

/** What a throw or end event has asked for is done: a job, or undoing what was to be undone. */
export function resumeThrow(run: Run, element: Element, self: Key, trigger: Trigger): Failure | void {
  if (trigger.type !== 'compensated') return resumeJob(run, self, trigger);
  const cancels = element.events.some(({ type }) => type === 'cancel');
  return cancels ? leaveCancelled(run, self) : complete(run, self);
}

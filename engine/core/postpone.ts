import type { Env } from './env.ts';
import type { Event } from './events.ts';
import type { Failure } from './failure.ts';
import { closeIncidentsOf } from './incidents.ts';
import type { Instance } from './instance.ts';
import type { Key } from './keys.ts';
import { atWork, listenNow, listensTo, stopListening } from './listeners.ts';
import { elementOf, type Model } from './model.ts';
import { Run } from './run.ts';
import type { StepResult } from './step.ts';
import type { Trigger } from './trigger.ts';

/**
 * Open user tasks that a step has ended although their `canceling` listeners were not asked yet. In an instance that
 * stands still nobody could answer, and nobody is asked.
 */
export function endedUnasked(model: Model, { elements, state }: Instance, events: Event[]): Key[] {
  if (state === 'suspended') return [];
  return events.flatMap((event) => {
    if (event.type !== 'elementTerminated') return [];
    const before = elements[event.elementInstanceKey];
    if (!before || typeof before.data.userTaskKey !== 'string' || before.loop) return [];
    const heard = (before.data.heard ?? []).includes('canceling');
    const asks = listensTo(elementOf(model, before.elementId), 'canceling');
    return asks && !heard ? [before.key] : [];
  });
}

/**
 * Puts a trigger off until the `canceling` listeners of the tasks it ends have worked; the instance is as it was, and
 * the trigger comes again by itself. What comes twice meanwhile is refused.
 */
export function postpone(
  model: Model,
  instance: Instance,
  trigger: Trigger,
  asked: Key[],
  env: Env,
): StepResult | Failure {
  const before = instance.postponed ?? [];
  if (before.some((one) => subjectOf(one.trigger) === subjectOf(trigger)))
    return atWork(elementOf(model, instance.elements[asked[0]!]!.elementId));
  const run = new Run(model, instance, env);
  for (const key of asked) askToEnd(run, key);
  run.instance.postponed = [...before, { trigger, waitsFor: asked }];
  // its time has come: it is not to fire again
  if (trigger.type === 'timerFired') run.emit({ type: 'timerFired', timerKey: trigger.timerKey });
  return { instance: run.instance, events: run.events, effects: run.effects };
}

/** Whatever else its listeners were asked is no longer wanted. */
function askToEnd(run: Run, self: Key): void {
  const { listening, pending: _, corrections: __, ...data } = run.get(self).data;
  if (listening?.on === 'canceling') return;
  stopListening(run, self);
  closeIncidentsOf(run, self);
  const { jobKey: ___, ...kept } = data;
  run.edit(self).data = kept;
  listenNow(run, run.elementAt(self), self, 'canceling');
}

/** The first trigger whose listeners have all worked, or whose tasks have ended otherwise; the instance goes on without it. */
export function takePostponed(instance: Instance): { trigger: Trigger; without: Instance } | null {
  const { postponed = [], ...rest } = instance;
  const ready = postponed.find(({ waitsFor }) => !waitsFor.some((key) => isAsked(instance, key)));
  if (!ready) return null;
  const others = postponed.filter((one) => one !== ready);
  return {
    trigger: ready.trigger,
    without: others.length > 0 ? { ...rest, postponed: others } : rest,
  };
}

function isAsked({ elements }: Instance, key: Key): boolean {
  return elements[key]?.data.listening?.on === 'canceling';
}

/** What a trigger is about; two of the same cannot both happen. */
function subjectOf(trigger: Trigger): string {
  const keys = Object.entries(trigger).filter(
    ([name, value]) => name.endsWith('Key') && typeof value === 'string',
  );
  return JSON.stringify([trigger.type, ...keys]);
}

import type { Env } from './env.ts';
import { isFailure } from './failure.ts';
import { evaluateFeel } from './feel.ts';
import type { JsonValue } from './keys.ts';
import type { MessageDetails, Model, SignalDetails, TimerDetails } from './model.ts';
import { beginningsOf } from './starts.ts';
import { pointInTime } from './term.ts';

export interface Due {
  at: Date;
  /** Rounds after this one: 0 for none, null for ever. */
  repeats: number | null;
}

/** When a timer whose text has been evaluated is due, counted from `from`; null when it cannot be read. */
export function readTimer(
  timer: { kind: TimerDetails['kind']; value: JsonValue },
  env: Env,
  from: Date,
): Due | null {
  if (timer.kind === 'cycle' && typeof timer.value === 'string' && isCron(timer.value.trim())) {
    const next = env.cronAfter(timer.value.trim(), from);
    return next && { at: next, repeats: null };
  }
  const [, rounds, every] = cycleOf(timer) ?? [];
  const at = pointInTime(every ?? timer.value, env, from);
  if (!at) return null;
  const once = timer.kind !== 'cycle' || every === undefined;
  return { at, repeats: once ? 0 : rounds === '' ? null : Math.max(0, Number(rounds) - 1) };
}

function cycleOf({ kind, value }: { kind: string; value: JsonValue }): RegExpExecArray | null {
  return kind === 'cycle' && typeof value === 'string' ? /^R(\d*)\/(.+)$/.exec(value.trim()) : null;
}

/** Five fields, or six with seconds, or a name like `@daily`. What they mean is the env's affair. */
export function isCron(text: string): boolean {
  return /^@[a-z]+$/.test(text) || /^([\dA-Za-z*?,/#-]+\s+){4,5}[\dA-Za-z*?,/#-]+$/.test(text);
}

/**
 * Timer start events of a process: when each is due next, counted from `from` (deployment, or its last start). Null: its
 * time cannot be read, or never comes.
 */
export function startTimers(model: Model, env: Env, from: Date): { elementId: string; due: Due | null }[] {
  return startsOf<TimerDetails>(model, 'timer').map(({ id, details: { kind, value } }) => {
    const evaluated = value.startsWith('=') ? evaluateFeel(value, {}, { now: env.now }) : { value };
    const due = isFailure(evaluated) ? null : readTimer({ kind, value: evaluated.value }, env, from);
    return { elementId: id, due };
  });
}

/** Messages that begin a process, by the event that receives them. */
export function startMessages(model: Model): { elementId: string; messageName: string }[] {
  return startsOf<MessageDetails>(model, 'message').map(({ id, details }) => ({
    elementId: id,
    messageName: details.name,
  }));
}

/** Signal start events of a process. */
export function startSignals(model: Model): { elementId: string; signalName: string }[] {
  return startsOf<SignalDetails>(model, 'signal').map(({ id, details }) => ({
    elementId: id,
    signalName: details.name,
  }));
}

function startsOf<Details>(model: Model, eventType: string): { id: string; details: Details }[] {
  return beginningsOf(model).flatMap(({ event: { id, events } }) =>
    events
      .filter(({ type }) => type === eventType)
      .map(({ details }) => ({ id, details: details as Details })),
  );
}

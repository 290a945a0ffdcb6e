import type { Definition } from '../behaviour.ts';
import { bodyOf } from '../diagram.ts';
import { fail, isFailure } from '../failure.ts';
import type { Fault } from '../finding.ts';
import { readFeel } from '../feel.ts';
import type { Wait } from '../instance.ts';
import type { Key } from '../keys.ts';
import type { TimerDetails } from '../model.ts';
import type { Run } from '../run.ts';
import { isDate, isTerm } from '../term.ts';
import { isCron, readTimer } from '../timers.ts';

/** Due at a time, after a term, or again and again. Cycles repeat where the waiting element goes on. */
export const timer: Definition<TimerDetails> = {
  type: 'timer',
  places: ['start', 'eventStart', 'catch', 'boundary'],
  nonInterrupting: true,

  read(node) {
    const [date, duration, cycle] = [node.timeDate, node.timeDuration, node.timeCycle].map(bodyOf);
    if (date) return { kind: 'date', value: date };
    if (duration) return { kind: 'duration', value: duration };
    return { kind: 'cycle', value: cycle ?? '' };
  },

  check(details) {
    const problem = problemOf(details);
    return problem === null ? [] : [unreadable(details.value, problem)];
  },

  open(run, { details }, elementId, holder) {
    const value = run.resolve(details.value, holder);
    if (isFailure(value)) return value;
    const due = readTimer({ ...details, value }, run.env, run.env.now);
    if (!due) {
      const got = JSON.stringify(value);
      return fail(
        'timer_unreadable',
        `Expected the timer of '${elementId}' to be a ${details.kind}, but got ${got}.`,
      );
    }
    return create(run, elementId, holder, due.at, due.repeats);
  },

  close: (run, { key }) => run.emit({ type: 'timerCancelled', timerKey: key }),

  happened(run, holder, wait, details, goesOn) {
    run.emit({ type: 'timerFired', timerKey: wait.key });
    if (!goesOn || details.kind !== 'cycle' || wait.repeats === 0) return null;
    const value = run.resolve(details.value, holder);
    const due = isFailure(value) ? null : readTimer({ ...details, value }, run.env, run.env.now);
    if (!due) return null;
    const left = typeof wait.repeats === 'number' ? wait.repeats - 1 : null;
    return create(run, wait.elementId, holder, due.at, left);
  },
};

function create(run: Run, elementId: string, holder: Key, at: Date, repeats: number | null): Wait {
  const timerKey = run.env.nextKey();
  run.emit({
    type: 'timerCreated',
    timerKey,
    elementInstanceKey: holder,
    elementId,
    dueAt: at.toISOString(),
  });
  return { type: 'timer', key: timerKey, elementId, repeats };
}

function problemOf({ kind, value }: TimerDetails): string | null {
  if (value === '') return 'there is none';
  if (value.startsWith('=')) return readFeel(value)?.message ?? null;
  const readable =
    kind === 'date'
      ? isDate(value)
      : kind === 'duration'
        ? isTerm(value)
        : isTerm(value.replace(/^R\d*\//, '')) || isCron(value);
  return readable ? null : `got '${value}'`;
}

function unreadable(value: string, problem: string): Fault {
  return {
    severity: 'error',
    code: 'timer_unreadable',
    message:
      value === ''
        ? '定时事件没有时间。请在属性栏选择“日期”“时长”或“循环”并填写。'
        : `定时“${value}”读不懂。请写成：时长 5WD、P15D、PT2H，日期 2026-07-01T09:00:00+08:00，循环 R3/P1D 或 0 0 9 * * MON-FRI。`,
    messageEn: `Expected a readable timer, but ${problem}.`,
  };
}

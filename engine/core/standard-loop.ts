import { isFailure, type Failure } from './failure.ts';
import type { Key } from './keys.ts';
import type { Element } from './model.ts';
import type { Run } from './run.ts';
import { complete, holds } from './tokens.ts';

/** Begins a standard loop (13.3.6): the first round, unless the condition is asked before it and says no. */
export function beginLoop(run: Run, element: Element, body: Key): Failure | void {
  const again = element.standardLoop!.testBefore ? goesRound(run, element, body) : true;
  if (isFailure(again)) return again;
  if (again) beginRound(run, element, body);
  else complete(run, body);
}

/** One round is done: another one follows, or the loop ends. */
export function endLoopRound(run: Run, element: Element, self: Key, end: () => void): Failure | void {
  const body = run.get(self).parentKey!;
  const again = goesRound(run, element, body);
  if (isFailure(again)) return again;
  run.edit(body).loop!.completed++;
  end();
  if (again) beginRound(run, element, body);
  else complete(run, body);
}

function beginRound(run: Run, element: Element, body: Key): void {
  const index = run.edit(body).loop!.started++;
  run.queue.push({ elementId: element.id, scopeKey: body, flowId: null, round: { index, item: null } });
}

/** `loopCounter` counts the rounds begun so far, from 1. */
function goesRound(run: Run, { standardLoop }: Element, body: Key): boolean | Failure {
  const { condition, maximum } = standardLoop!;
  const { started } = run.get(body).loop!;
  if (maximum !== null && started >= maximum) return false;
  return condition === null || holds(run, condition, body, { loopCounter: started });
}

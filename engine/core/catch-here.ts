import { fail, type Failure } from './failure.ts';
import type { Wait } from './instance.ts';
import type { Key } from './keys.ts';
import type { Element } from './model.ts';
import type { Run } from './run.ts';
import { complete } from './tokens.ts';
import { broughtBy, type Trigger } from './trigger.ts';
import { openWaits, settleWait } from './waits.ts';

/** Catch events and receive tasks: the element itself waits for its event. */
export function waitHere(run: Run, element: Element, self: Key): Failure | void {
  return openWaits(run, self, [element.id]);
}

/** The event has happened, to the element itself or to the event-based gateway before it. */
export function catchHere(
  run: Run,
  element: Element,
  holder: Key,
  trigger: Trigger,
  wait: Wait | undefined,
): Failure | void {
  if (!wait) return fail('not_waiting', `Expected the event of '${element.id}', but got ${trigger.type}.`);
  const variables = settleWait(run, holder, wait, false, broughtBy(trigger));
  if (!variables) return;
  if (run.get(holder).elementId === element.id) return complete(run, holder, variables);
  const { parentKey, elementId } = run.get(holder);
  const flow = Object.values(run.model.flows).find(
    (one) => one.sourceId === elementId && one.targetId === element.id,
  )!;
  complete(run, holder);
  run.emit({ type: 'flowTaken', flowId: flow.id, scopeKey: parentKey! });
  run.queue.push({ elementId: element.id, scopeKey: parentKey!, flowId: flow.id, caught: variables });
}

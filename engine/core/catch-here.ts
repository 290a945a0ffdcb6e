import { fail, type Failure } from './failure.ts';
import type { Wait } from './instance.ts';
import type { JsonObject, Key } from './keys.ts';
import type { Element } from './model.ts';
import type { Run } from './run.ts';
import { isParallel } from './starts.ts';
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
  if (run.get(holder).elementId === element.id) complete(run, holder, variables);
  else goOnTo(run, holder, element.id, variables);
}

/** An event behind an event-based gateway has happened: it takes its token. A parallel gateway waits for the others. */
export function goOnTo(run: Run, gateway: Key, elementId: string, caught: JsonObject): void {
  const { parentKey, waits } = run.get(gateway);
  const element = run.elementAt(gateway);
  const flow = Object.values(run.model.flows).find(
    (one) => one.sourceId === element.id && one.targetId === elementId,
  )!;
  if (!isParallel(element) || waits.length === 0) complete(run, gateway);
  run.emit({ type: 'flowTaken', flowId: flow.id, scopeKey: parentKey! });
  run.queue.push({ elementId, scopeKey: parentKey!, flowId: flow.id, caught });
}

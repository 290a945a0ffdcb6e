import { fail, isFailure, type Failure } from './failure.ts';
import type { Loop } from './instance.ts';
import type { JsonObject, JsonValue, Key } from './keys.ts';
import type { Element, MultiInstance } from './model.ts';
import type { Run } from './run.ts';
import { terminateChildren } from './terminate.ts';
import { complete } from './tokens.ts';
import { propagate, setLocal } from './variables.ts';

const MOST_ROUNDS = 50_000;

/** Rounds that begin in one step; the others follow in steps of their own, so that none takes long. */
const ROUNDS_AT_ONCE = 500;

/** Begins the rounds of a body: all of them, or the first when they follow each other. */
export function beginRounds(run: Run, element: Element, body: Key): Failure | void {
  const multi = element.multiInstance!;
  const items = itemsOf(run, multi, body);
  if (isFailure(items)) return items;
  const { outputCollection, sequential } = multi;
  if (outputCollection) setLocal(run, body, { [outputCollection]: items.map(() => null) });
  const keeps = sequential || items.length > ROUNDS_AT_ONCE;
  const loop: Loop = { total: items.length, started: 0, completed: 0, items: keeps ? items : null };
  run.edit(body).loop = loop;
  if (items.length === 0) return complete(run, body);
  if (sequential) return beginRound(run, element, body, items[0]!);
  beginSome(run, element, body, items);
}

/** The next rounds of a parallel body that has too many for one step. */
export function beginMoreRounds(run: Run, element: Element, body: Key): void {
  const { items } = run.get(body).loop!;
  if (items) beginSome(run, element, body, items);
}

function beginSome(run: Run, element: Element, body: Key, items: JsonValue[]): void {
  const { started } = run.get(body).loop!;
  for (const item of items.slice(started, started + ROUNDS_AT_ONCE)) beginRound(run, element, body, item);
  const loop = run.edit(body).loop!;
  if (loop.started === loop.total) loop.items = null;
  else run.effects.push({ type: 'goOnLater', elementInstanceKey: body });
}

export function beginRound(run: Run, element: Element, body: Key, item: JsonValue): void {
  const index = run.edit(body).loop!.started++;
  run.queue.push({ elementId: element.id, scopeKey: body, flowId: null, round: { index, item } });
}

function itemsOf(run: Run, multi: MultiInstance, body: Key): JsonValue[] | Failure {
  const source = multi.inputCollection ?? multi.cardinality ?? '';
  const value = run.evaluate(source, body);
  if (isFailure(value)) return value;
  const items = multi.inputCollection === null ? rounds(value) : value;
  if (!Array.isArray(items)) {
    const kind = multi.inputCollection === null ? 'a whole number of rounds' : 'a list';
    return fail(
      'not_a_list',
      `Expected '${source}' to be ${kind}, but it is ${value === null ? 'null' : typeof value}.`,
    );
  }
  if (items.length <= MOST_ROUNDS) return items;
  return fail('too_many_rounds', `Expected at most ${MOST_ROUNDS} rounds, but there are ${items.length}.`);
}

function rounds(count: JsonValue): number[] | null {
  if (typeof count !== 'number' || !Number.isInteger(count) || count < 0) return null;
  return Array.from({ length: Math.min(count, MOST_ROUNDS + 1) }, (_, index) => index + 1);
}

/** Each round sees its own item and its place, counted from 1. */
export function roundVariables(
  element: Element,
  { index, item }: { index: number; item: JsonValue },
): JsonObject {
  const inputElement = element.multiInstance?.inputElement ?? null;
  return { ...(inputElement === null ? {} : { [inputElement]: item }), loopCounter: index + 1 };
}

/** One round is done: collects its output, then goes on, waits for the others, or ends the loop. */
export function endRound(run: Run, element: Element, self: Key, end: () => void): Failure | void {
  const body = run.get(self).parentKey!;
  const round = run.get(self).round!;
  const collected = collect(run, element, self, body);
  if (isFailure(collected)) return collected;
  const enough = isEnough(run, element, body, collected);
  if (isFailure(enough)) return enough;
  setLocal(run, body, collected);
  const loop = run.edit(body).loop!;
  loop.completed++;
  end();
  if (enough) terminateChildren(run, body);
  if (enough || loop.completed === loop.total) return complete(run, body);
  beginFollower(run, element, body, round);
  if (element.multiInstance!.sequential) beginRound(run, element, body, loop.items![loop.started]!);
}

function collect(run: Run, element: Element, self: Key, body: Key): JsonObject | Failure {
  const { outputCollection, outputElement } = element.multiInstance!;
  if (outputCollection === null || outputElement === null) return {};
  const value = run.evaluate(outputElement, self);
  if (isFailure(value)) return value;
  const list = [...(run.get(body).variables[outputCollection] as JsonValue[])];
  list[run.get(self).round!] = value;
  return { [outputCollection]: list };
}

function isEnough(run: Run, element: Element, body: Key, collected: JsonObject): boolean | Failure {
  const { completionCondition } = element.multiInstance!;
  if (completionCondition === null) return false;
  const { total, started, completed } = run.get(body).loop!;
  const value = run.evaluate(completionCondition, body, {
    ...collected,
    numberOfInstances: total,
    numberOfActiveInstances: started - completed - 1,
    numberOfCompletedInstances: completed + 1,
    numberOfTerminatedInstances: 0,
  });
  if (isFailure(value) || typeof value === 'boolean') return value;
  return fail('expression_failed', `Expected '${completionCondition}' to be true or false, but it is not.`);
}

/** A round that has waited for this one begins once more. */
export function beginFollower(run: Run, element: Element, body: Key, round: number): void {
  const loop = run.edit(body).loop!;
  const { [round]: item, ...others } = loop.followers ?? {};
  if (item === undefined) return;
  loop.followers = others;
  beginRound(run, element, body, item);
}

/** Hands the collected outputs, and what they come to, to the scope around the loop. */
export function endLoop(run: Run, element: Element, body: Key): Failure | void {
  const { outputCollection, result } = element.multiInstance!;
  const { variables, parentKey, loop } = run.get(body);
  const collected = outputCollection === null ? undefined : variables[outputCollection];
  if (collected === undefined) return;
  const values: JsonObject = { [outputCollection!]: collected };
  if (result) {
    const value = run.evaluate(result.expression, body, { asked: loop!.total });
    if (isFailure(value)) return value;
    values[result.variable] = value;
  }
  propagate(run, parentKey!, values);
}

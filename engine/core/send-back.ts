import { fail, type Failure } from './failure.ts';
import type { Key } from './keys.ts';
import { linkCatchers } from './links.ts';
import { elementOf, type Element, type Model } from './model.ts';
import type { Run } from './run.ts';
import { terminate } from './terminate.ts';

/**
 * Sends the work back to an earlier element (驳回): everything that has come of it since — tokens and tokens at joins on
 * the ways that lead on from it — is withdrawn, and it begins once more. Branches it does not lead to go on.
 * @param self the element instance that sends back; it is among what is withdrawn
 */
export function sendBack(run: Run, self: Key, toId: string): Failure | void {
  const target = Object.hasOwn(run.model.elements, toId) ? elementOf(run.model, toId) : null;
  const from = target && ancestorIn(run, self, target.parentId);
  if (!target || !from) {
    return fail(
      'element_not_found',
      `Expected '${toId}' to stand in a scope around this element, but it does not.`,
    );
  }
  const later = leadsTo(run.model, target);
  if (!later.has(run.get(from).elementId)) {
    return fail('not_earlier', `Expected '${toId}' to lead to this element, but it does not.`);
  }
  if (hasJoinBetween(run.model, target, run.elementAt(from))) {
    return fail(
      'join_between',
      `Expected no join between '${toId}' and this element that waits for another branch.`,
    );
  }
  const scopeKey = run.get(from).parentKey!;
  for (const key of run.childrenOf(scopeKey)) if (later.has(run.get(key).elementId)) terminate(run, key);
  withdrawJoins(run, scopeKey, later);
  run.queue.push({ elementId: toId, scopeKey, flowId: null });
}

/** Tokens that came to a join from the target; those of other branches stay and wait. */
function withdrawJoins(run: Run, scopeKey: Key, later: Set<string>): void {
  for (const [join, arrived] of Object.entries(run.instance.joins)) {
    if (!join.startsWith(`${scopeKey}/`)) continue;
    const left = arrived.filter((flow) => !later.has(run.model.flows[flow]!.sourceId));
    if (left.length > 0) run.instance.joins[join] = left;
    else delete run.instance.joins[join];
  }
}

/**
 * Whether the way from the target leads through a parallel join that waits for a branch besides: its token has been used
 * up, and the work would stand there for ever. Such work goes back to before the fork.
 */
function hasJoinBetween(model: Model, target: Element, from: Element): boolean {
  const later = leadsTo(model, target);
  return [...later]
    .map((id) => elementOf(model, id))
    .some(
      (join) =>
        join.type === 'parallelGateway' &&
        join.incoming.some((flow) => !later.has(model.flows[flow]!.sourceId)) &&
        leadsTo(model, join).has(from.id),
    );
}

/** The element instance itself, or the scope around it, that stands where the target stands. */
function ancestorIn(run: Run, self: Key, parentId: string | null): Key | null {
  for (let key: Key | null = self; key !== null; key = run.get(key).parentKey) {
    const { parentKey, round } = run.get(key);
    if (parentKey === null) return null;
    if (
      round === undefined &&
      run.get(parentKey).elementId === parentId &&
      run.elementAt(key).parentId === parentId
    )
      return key;
  }
  return null;
}

/** Ids of the elements of the same scope that a token comes to from here, itself included. */
function leadsTo(model: Model, from: Element): Set<string> {
  const found = new Set<string>();
  const open = [from];
  for (let next = open.pop(); next; next = open.pop()) {
    if (found.has(next.id)) continue;
    found.add(next.id);
    open.push(
      ...next.outgoing.map((flow) => elementOf(model, model.flows[flow]!.targetId)),
      ...next.boundaries.map((id) => elementOf(model, id)),
      ...(next.place === 'throw' ? linkCatchers(model, next) : []),
    );
  }
  return found;
}

/** Whether work at one element may be sent back to the other. */
export function maySendBack(model: Model, fromId: string, toId: string): boolean {
  const target = model.elements[toId];
  if (!target) return false;
  for (let from = model.elements[fromId]; from; from = model.elements[from.parentId ?? '']) {
    if (from.parentId !== target.parentId) continue;
    return from.id !== toId && leadsTo(model, target).has(from.id) && !hasJoinBetween(model, target, from);
  }
  return false;
}

import type { Key } from './keys.ts';
import { linkThrowers } from './links.ts';
import { elementOf, type Element, type Model } from './model.ts';
import { behaviourOf } from './registry.ts';
import type { Run } from './run.ts';
import { isParallel } from './starts.ts';

/** Lets joins look again once every token has gone as far as it goes; true when one of them sent tokens on. */
export function releaseJoins(run: Run): boolean {
  return Object.keys(run.instance.joins).some((join) => {
    const { scopeKey, gatewayId } = placeOf(join);
    const element = elementOf(run.model, gatewayId);
    return behaviourOf(element.type).release?.(run, element, scopeKey) ?? false;
  });
}

export function joinOf(scopeKey: Key, gatewayId: string): string {
  return `${scopeKey}/${gatewayId}`;
}

function placeOf(join: string): { scopeKey: Key; gatewayId: string } {
  const slash = join.indexOf('/');
  return { scopeKey: join.slice(0, slash), gatewayId: join.slice(slash + 1) };
}

/** Takes one token off each of the flows that have one. */
export function takeOneOfEach(arrived: string[]): { taken: string[]; left: string[] } {
  const taken = [...new Set(arrived)];
  const left = [...arrived];
  for (const flow of taken) left.splice(left.indexOf(flow), 1);
  return { taken, left };
}

/**
 * Whether a token elsewhere in the scope can still come to a flow into the gateway that has none (13.4.3). One that
 * could just as well come to a flow that already has its token does not count: in a loop they would wait for each other.
 */
export function canStillArrive(run: Run, gateway: Element, scopeKey: Key, arrived: string[]): boolean {
  const reach = reachOf(run.model, gateway);
  const have = new Set(arrived);
  const positions = new Set([
    ...run.childrenOf(scopeKey).flatMap((key) => placesOf(run, key)),
    ...Object.keys(run.instance.joins)
      .map(placeOf)
      .filter((join) => join.scopeKey === scopeKey)
      .map((join) => join.gatewayId),
  ]);
  positions.delete(gateway.id);
  return [...positions].some((id) => {
    const flows = reach.get(id) ?? [];
    return flows.length > 0 && !flows.some((flow) => have.has(flow));
  });
}

/** A parallel event-based gateway has sent tokens on already: what is still to come comes from the events it waits for. */
function placesOf(run: Run, key: Key): string[] {
  const { elementId, waits } = run.get(key);
  return isParallel(run.elementAt(key)) ? waits.map((wait) => wait.elementId) : [elementId];
}

const reaches = new WeakMap<Model, Map<string, Map<string, string[]>>>();

/** For each element: the flows into the gateway that a token on it can come to without passing the gateway. */
function reachOf(model: Model, gateway: Element): Map<string, string[]> {
  const known = reaches.get(model) ?? new Map<string, Map<string, string[]>>();
  reaches.set(model, known);
  const found = known.get(gateway.id);
  if (found) return found;
  const reach = new Map<string, string[]>();
  for (const flow of gateway.incoming) {
    for (const id of before(model, model.flows[flow]!.sourceId, gateway.id)) {
      reach.set(id, [...(reach.get(id) ?? []), flow]);
    }
  }
  known.set(gateway.id, reach);
  return reach;
}

/** The element and everything from which a token can come to it: by flows, boundary events and links. */
function before(model: Model, id: string, gatewayId: string): Set<string> {
  const found = new Set<string>();
  const open = [id];
  for (let next = open.pop(); next !== undefined; next = open.pop()) {
    if (found.has(next) || next === gatewayId) continue;
    found.add(next);
    const element = elementOf(model, next);
    open.push(...element.incoming.map((flow) => model.flows[flow]!.sourceId));
    if (element.attachedTo !== null) open.push(element.attachedTo);
    if (element.place === 'catch') open.push(...linkThrowers(model, element).map((one) => one.id));
  }
  return found;
}

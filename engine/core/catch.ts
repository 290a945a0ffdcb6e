import type { JsonObject, Key } from './keys.ts';
import { elementOf, type Element, type EventDefinition } from './model.ts';
import type { Run } from './run.ts';
import { terminate } from './terminate.ts';

export interface Catcher {
  host: Key;
  boundary: Element;
}

/**
 * Looks outwards from an element instance for the nearest boundary event that catches what is thrown. Of several on
 * one host the best wins: `rank` answers 0 for no match, and more for a closer one.
 */
export function findCatcher(run: Run, from: Key, rank: (event: EventDefinition) => number): Catcher | null {
  for (let key: Key | null = from; key !== null; key = run.get(key).parentKey) {
    // a round's boundary events hang on its body
    const { boundaries } = run.get(key).round === undefined ? run.elementAt(key) : { boundaries: [] };
    const ranked = boundaries
      .map((id) => elementOf(run.model, id))
      .map((boundary) => ({ boundary, rank: boundary.event ? rank(boundary.event) : 0 }))
      .sort((a, b) => b.rank - a.rank);
    if (ranked[0] && ranked[0].rank > 0) return { host: key, boundary: ranked[0].boundary };
  }
  return null;
}

/** Sends a token out of a boundary event; an interrupting one ends its host first. */
export function leaveByBoundary(run: Run, host: Key, boundary: Element, caught: JsonObject): void {
  const scopeKey = run.get(host).parentKey!;
  if (boundary.interrupting) terminate(run, host);
  run.queue.push({ elementId: boundary.id, scopeKey, flowId: null, caught });
}

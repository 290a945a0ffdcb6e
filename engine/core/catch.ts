import { beginEventSubProcess } from './event-sub-process.ts';
import type { JsonObject, Key } from './keys.ts';
import { elementOf, type Element, type EventDefinition } from './model.ts';
import type { Run } from './run.ts';
import { terminate } from './terminate.ts';

export interface Catcher {
  /** The element instance it hangs on: the host of a boundary event, the scope of an event sub-process. */
  holder: Key;
  /** A boundary event, or the start event of an event sub-process. */
  element: Element;
}

/**
 * Looks outwards from an element instance for the nearest event that catches what is thrown: in each scope its event
 * sub-processes, then the boundary events on it (13.5.4). Of several in one place the best wins: `rank` answers 0 for no
 * match, and more for a closer one.
 */
export function findCatcher(run: Run, from: Key, rank: (event: EventDefinition) => number): Catcher | null {
  let inside: Key | null = null;
  for (let key: Key | null = from; key !== null; key = run.get(key).parentKey) {
    const starts = best(run, eventStartsOf(run, key, inside), rank);
    if (starts) return { holder: key, element: starts };
    // a round's boundary events hang on its body
    const boundaries = run.get(key).round === undefined ? run.elementAt(key).boundaries : [];
    const boundary = best(run, boundaries, rank);
    if (boundary) return { holder: key, element: boundary };
    inside = key;
  }
  return null;
}

/** What an event sub-process throws is not caught beside it, nor in a scope that one has interrupted already. */
function eventStartsOf(run: Run, scopeKey: Key, inside: Key | null): string[] {
  const { loop, data } = run.get(scopeKey);
  if (inside === null || loop || data.interrupted === true) return [];
  return run.elementAt(inside).type === 'eventSubProcess' ? [] : run.elementAt(scopeKey).eventStarts;
}

function best(run: Run, ids: string[], rank: (event: EventDefinition) => number): Element | null {
  const ranked = ids
    .map((id) => elementOf(run.model, id))
    .map((element) => ({ element, rank: Math.max(0, ...element.events.map(rank)) }))
    .sort((a, b) => b.rank - a.rank);
  return ranked[0] && ranked[0].rank > 0 ? ranked[0].element : null;
}

/** The event that caught takes over; an interrupting one ends its host, or everything else in its scope, first. */
export function goOnBy(run: Run, { holder, element }: Catcher, caught: JsonObject): void {
  if (element.place === 'eventStart') return beginEventSubProcess(run, holder, element, caught);
  const scopeKey = run.get(holder).parentKey!;
  if (element.interrupting) terminate(run, holder);
  run.queue.push({ elementId: element.id, scopeKey, flowId: null, caught });
}

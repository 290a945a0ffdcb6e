import { isFailure, type Failure } from './failure.ts';
import { raiseIncident } from './incidents.ts';
import type { Wait } from './instance.ts';
import type { JsonObject, Key } from './keys.ts';
import { elementOf, type Element } from './model.ts';
import { definitionOf } from './registry.ts';
import type { Run } from './run.ts';

/** Opens the waits of these event elements on one holder: all of them or none. */
export function openWaits(run: Run, holder: Key, elementIds: string[]): Failure | void {
  for (const elementId of elementIds) {
    const failure = openEvent(run, holder, elementOf(run.model, elementId));
    if (!failure) continue;
    closeWaits(run, holder);
    return failure;
  }
}

/** What one event element waits for: a wait for each of its definitions that happens from outside. */
function openEvent(run: Run, holder: Key, { id, events }: Element): Failure | void {
  for (const [part, event] of events.entries()) {
    const opened = definitionOf(event.type).open?.(run, event, id, holder);
    if (isFailure(opened)) return opened;
    if (opened) run.edit(holder).waits.push(events.length > 1 ? { ...opened, part } : opened);
  }
}

/** Closes the holder's waits, or those of them that `which` picks. */
export function closeWaits(run: Run, holder: Key, which: (wait: Wait) => boolean = () => true): void {
  const { waits } = run.get(holder);
  if (waits.length === 0) return;
  for (const wait of waits.filter(which)) definitionOf(wait.type).close?.(run, wait);
  run.edit(holder).waits = waits.filter((wait) => !which(wait));
}

/**
 * Takes a wait that has happened off its holder; with `goesOn` the definition may keep it or open the next one.
 * @returns what the event as a whole has brought along; null while a parallel multiple one waits for its other parts
 */
export function settleWait(
  run: Run,
  holder: Key,
  wait: Wait,
  goesOn: boolean,
  brought: JsonObject,
): JsonObject | null {
  const element = elementOf(run.model, wait.elementId);
  const { details } = element.events[wait.part ?? 0]!;
  const definition = definitionOf(wait.type);
  const next = definition.happened?.(run, holder, wait, details, goesOn && !element.parallelMultiple) ?? null;
  const self = run.edit(holder);
  const renewed = next && wait.part !== undefined ? { ...next, part: wait.part } : next;
  self.waits = self.waits.flatMap((one) => (one.key !== wait.key ? [one] : renewed ? [renewed] : []));
  return element.parallelMultiple ? gather(run, holder, element, goesOn, brought) : brought;
}

/** Parts of a parallel multiple event add up on the holder until the last one has happened. */
function gather(
  run: Run,
  holder: Key,
  element: Element,
  goesOn: boolean,
  brought: JsonObject,
): JsonObject | null {
  const self = run.edit(holder);
  const { [element.id]: before, ...others } = self.data.gathered ?? {};
  const all = { ...before, ...brought };
  const isOpen = self.waits.some(({ elementId }) => elementId === element.id);
  self.data.gathered = isOpen ? { ...others, [element.id]: all } : others;
  if (isOpen) return null;
  const failure = goesOn ? openEvent(run, holder, element) : undefined;
  if (failure) raiseIncident(run, holder, failure, 'resume');
  return all;
}

export function openBoundaries(run: Run, element: Element, holder: Key): Failure | void {
  if (element.boundaries.length > 0) return openWaits(run, holder, element.boundaries);
}

/** A scope waits for the events that start its event sub-processes. */
export function openEventStarts(run: Run, { eventStarts }: Element, scopeKey: Key): Failure | void {
  if (eventStarts.length > 0) return openWaits(run, scopeKey, eventStarts);
}

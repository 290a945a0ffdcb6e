import { isFailure, type Failure } from './failure.ts';
import type { Wait } from './instance.ts';
import type { Key } from './keys.ts';
import { elementOf, type Element } from './model.ts';
import { definitionOf } from './registry.ts';
import type { Run } from './run.ts';

/** Opens the waits of these event elements on one holder: all of them or none. */
export function openWaits(run: Run, holder: Key, elementIds: string[]): Failure | void {
  for (const elementId of elementIds) {
    const { event } = elementOf(run.model, elementId);
    const opened = event && definitionOf(event.type).open?.(run, event, elementId, holder);
    if (isFailure(opened)) {
      closeWaits(run, holder);
      return opened;
    }
    if (opened) run.edit(holder).waits.push(opened);
  }
}

/** Closes every wait of the holder that is still open. */
export function closeWaits(run: Run, holder: Key): void {
  const { waits } = run.get(holder);
  if (waits.length === 0) return;
  for (const wait of waits) definitionOf(wait.type).close?.(run, wait);
  run.edit(holder).waits = [];
}

/** Takes a wait that has happened off its holder; with `goesOn` the definition may keep it or open the next one. */
export function settleWait(run: Run, holder: Key, wait: Wait, goesOn: boolean): void {
  const event = elementOf(run.model, wait.elementId).event!;
  const next = definitionOf(wait.type).happened?.(run, wait, event.details, goesOn) ?? null;
  const self = run.edit(holder);
  self.waits = self.waits.flatMap((one) => (one.key !== wait.key ? [one] : next ? [next] : []));
}

export function openBoundaries(run: Run, element: Element, holder: Key): Failure | void {
  if (element.boundaries.length > 0) return openWaits(run, holder, element.boundaries);
}

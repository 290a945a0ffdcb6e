import { forget, handlerEnded } from './compensation.ts';
import { closeIncidentsOf } from './incidents.ts';
import type { Key } from './keys.ts';
import { stopListening } from './listeners.ts';
import { behaviourOf } from './registry.ts';
import type { Run } from './run.ts';
import { closeWaits } from './waits.ts';

/**
 * Ends an element instance and everything inside it from outside, taking back whatever they asked for. What it was there
 * to undo is as undone as it gets: whoever asked for that goes on.
 */
export function terminate(run: Run, self: Key): void {
  const { undoes } = run.get(self).data;
  end(run, self);
  if (typeof undoes === 'string') handlerEnded(run, undoes);
}

function end(run: Run, self: Key): void {
  terminateChildren(run, self);
  const element = run.elementAt(self);
  const { loop } = run.get(self);
  stopListening(run, self);
  if (!loop) behaviourOf(element.type).terminate?.(run, element, self);
  closeWaits(run, self);
  forget(run, self);
  closeIncidentsOf(run, self);
  run.emit({
    type: 'elementTerminated',
    elementInstanceKey: self,
    elementId: element.id,
    elementType: loop && element.multiInstance ? 'multiInstanceBody' : element.type,
  });
  run.remove(self);
}

/** Empties a scope: its element instances (except one), the tokens at its joins and those on their way. */
export function terminateChildren(run: Run, scopeKey: Key, except?: Key): void {
  for (const key of run.childrenOf(scopeKey)) if (key !== except) end(run, key);
  for (const join of Object.keys(run.instance.joins)) {
    if (join.startsWith(`${scopeKey}/`)) delete run.instance.joins[join];
  }
  const remaining = run.queue.filter((entry) => entry.scopeKey !== scopeKey);
  run.queue.splice(0, run.queue.length, ...remaining);
}

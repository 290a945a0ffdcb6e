import type { JsonObject, Key } from './keys.ts';
import { elementOf, type Element } from './model.ts';
import type { Run } from './run.ts';
import { terminateChildren } from './terminate.ts';
import { closeWaits } from './waits.ts';

/**
 * The start event of an event sub-process has happened in a scope (13.5.4). An interrupting one ends everything else in
 * the scope, which no other one can start in afterwards. What the event brought is seen inside the event sub-process only.
 */
export function beginEventSubProcess(run: Run, scopeKey: Key, start: Element, caught: JsonObject): void {
  if (start.interrupting) {
    terminateChildren(run, scopeKey);
    closeWaits(run, scopeKey, ({ elementId }) => elementOf(run.model, elementId).place === 'eventStart');
    run.edit(scopeKey).data.interrupted = true;
  }
  run.queue.push({
    elementId: start.parentId!,
    scopeKey,
    flowId: null,
    locals: caught,
    data: { startId: start.id },
  });
}

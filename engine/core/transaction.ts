import { goOnBy } from './catch.ts';
import { compensate } from './compensation.ts';
import type { Key } from './keys.ts';
import { elementOf } from './model.ts';
import type { Run } from './run.ts';
import { terminateChildren } from './terminate.ts';
import { closeWaits } from './waits.ts';

/** Ends everything in the transaction but the cancel end event, which waits until what has completed is undone. */
export function cancelTransaction(run: Run, self: Key): 'waits' {
  const transaction = run.get(self).parentKey!;
  terminateChildren(run, transaction, self);
  closeWaits(run, transaction, ({ elementId }) => elementOf(run.model, elementId).place === 'eventStart');
  if (!compensate(run, self, transaction, null)) leaveCancelled(run, self);
  return 'waits';
}

/** All is undone: the token leaves by the cancel boundary event of the transaction. */
export function leaveCancelled(run: Run, self: Key): void {
  const transaction = run.get(self).parentKey!;
  const { round, parentKey } = run.get(transaction);
  const boundaries = run.elementAt(transaction).boundaries.map((id) => elementOf(run.model, id));
  const element = boundaries.find(({ events }) => events.some(({ type }) => type === 'cancel'))!;
  goOnBy(run, { holder: round === undefined ? transaction : parentKey!, element }, {});
}

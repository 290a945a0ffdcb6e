import type { Compensation } from './instance.ts';
import type { Key } from './keys.ts';
import { elementOf, type Element, type Model } from './model.ts';
import { behaviourOf } from './registry.ts';
import type { Run } from './run.ts';

/**
 * Notes that an activity has completed whose work can be undone: by its handler, by its event sub-process, or because
 * something inside it can. Notes of what is inside a scope go with it; those of a scope that was ended are dropped.
 */
export function remember(run: Run, element: Element, self: Key): void {
  if (!canCompensate(run.model)) return;
  const { parentKey, loop, variables, data } = run.get(self);
  const inside = forget(run, self);
  if (parentKey === null || data.undoes !== undefined) return;
  const note: Compensation = { elementId: element.id, scopeKey: parentKey };
  if (loop) {
    if (inside.length > 0) record(run, { ...note, rounds: inside });
  } else if (element.compensatedBy !== null) record(run, note);
  else if (inside.length > 0 || compensationStartOf(run.model, element)) {
    record(run, { ...note, variables, inside });
  }
}

/** Takes away the notes of a scope that has ended, and answers them. */
export function forget(run: Run, scopeKey: Key): Compensation[] {
  const { compensations } = run.instance;
  if (!compensations) return [];
  const own = compensations.filter((one) => one.scopeKey === scopeKey);
  if (own.length > 0) run.instance.compensations = compensations.filter((one) => one.scopeKey !== scopeKey);
  return own;
}

function record(run: Run, note: Compensation): void {
  run.instance.compensations = [...(run.instance.compensations ?? []), note];
}

/**
 * Begins to undo what has completed in a scope, the latest first (13.5.5). The element instance `self` waits until all is
 * undone and is resumed with `compensated`.
 * @param activityId only this activity; null: all of them
 * @returns false when there is nothing to undo
 */
export function compensate(run: Run, self: Key, scopeKey: Key, activityId: string | null): boolean {
  const { compensations = [] } = run.instance;
  const isDue = ({ elementId, scopeKey: scope }: Compensation) =>
    scope === scopeKey && (activityId === null || elementId === activityId);
  const due = compensations.filter(isDue);
  if (due.length === 0) return false;
  run.instance.compensations = compensations.filter((one) => !isDue(one));
  run.edit(self).data.undoing = due;
  undoNext(run, self);
  return true;
}

/** Undoes the latest of what is left; when nothing is, the element instance that asked goes on. */
function undoNext(run: Run, self: Key): void {
  const left = [...run.get(self).data.undoing!];
  const next = left.pop();
  // the rounds of a multi-instance activity are undone one by one
  if (next?.rounds) left.push(...next.rounds.map((round) => ({ ...round, scopeKey: next.scopeKey })));
  run.edit(self).data.undoing = left;
  if (!next) return allUndone(run, self);
  if (next.rounds) return undoNext(run, self);
  const { compensatedBy } = elementOf(run.model, next.elementId);
  if (compensatedBy === null) return undoScope(run, self, next);
  run.queue.push({
    elementId: compensatedBy,
    scopeKey: next.scopeKey,
    flowId: null,
    data: { undoes: self },
  });
}

function allUndone(run: Run, self: Key): void {
  const element = run.elementAt(self);
  if (run.get(self).data.again === true) return endUndoneScope(run, element, self);
  behaviourOf(element.type).resume?.(run, element, self, { type: 'compensated' });
}

/** A completed scope begins again, with the variables it ended with, to undo what was done in it. */
function undoScope(run: Run, asker: Key, note: Compensation): void {
  const element = elementOf(run.model, note.elementId);
  const key = run.env.nextKey();
  run.add({
    key,
    elementId: element.id,
    parentKey: note.scopeKey,
    state: 'active',
    variables: note.variables ?? {},
    waits: [],
    data: { again: true, undoes: asker },
  });
  run.emit({
    type: 'elementActivated',
    elementInstanceKey: key,
    elementId: element.id,
    elementType: element.type,
    parentKey: note.scopeKey,
  });
  for (const inner of note.inside ?? []) record(run, { ...inner, scopeKey: key });
  const start = compensationStartOf(run.model, element);
  if (start) {
    const data = { startId: start.id };
    run.queue.push({ elementId: start.parentId!, scopeKey: key, flowId: null, data });
  } else if (!compensate(run, key, key, null)) endUndoneScope(run, element, key);
}

/** Ends a scope that was there only to be undone: it leads nowhere and hands nothing on. */
export function endUndoneScope(run: Run, element: Element, self: Key): void {
  forget(run, self);
  const undoes = run.get(self).data.undoes!;
  run.emit({
    type: 'elementCompleted',
    elementInstanceKey: self,
    elementId: element.id,
    elementType: element.type,
  });
  run.remove(self);
  if (run.find(undoes)) undoNext(run, undoes);
}

/** A handler is done: whoever asked for it goes on with the one before. */
export function handlerEnded(run: Run, asker: Key): void {
  if (run.find(asker)) undoNext(run, asker);
}

/** Start of the event sub-process inside a scope that undoes it; null when it has none. */
function compensationStartOf(model: Model, { eventStarts }: Element): Element | null {
  const starts = eventStarts.map((id) => elementOf(model, id));
  return starts.find(({ events }) => events.some(({ type }) => type === 'compensate')) ?? null;
}

/** Where a thrown compensation looks for what has completed: an event sub-process undoes the scope it stands in. */
export function compensatedScope(run: Run, self: Key): Key {
  const scopeKey = run.get(self).parentKey!;
  const inEvent = run.elementAt(scopeKey).type === 'eventSubProcess';
  return inEvent ? run.get(scopeKey).parentKey! : scopeKey;
}

const known = new WeakMap<Model, boolean>();

/** Whether the diagram draws any compensation: only then is it noted what has completed. */
function canCompensate(model: Model): boolean {
  const found = known.get(model);
  if (found !== undefined) return found;
  const can = Object.values(model.elements).some(
    (element) => element.compensatedBy !== null || compensationStartOf(model, element),
  );
  known.set(model, can);
  return can;
}

import { endInside, endFrame } from './end-inside.ts';
import { done } from './finish.ts';
import type { Game } from './game.ts';
import type { Frame, Note, Undoing } from './state.ts';

/** Notes in the scope around it that something has completed which can be undone. */
export function note(game: Game, frame: Frame): void {
  if (frame.in === null || frame.undoes !== null) return;
  const noted = noteOf(game, frame);
  if (!noted) return;
  const scope = game.get(frame.in);
  scope.notes = [...scope.notes, noted];
}

function noteOf(game: Game, frame: Frame): Note | null {
  const { at, role, notes, variables } = frame;
  if (role === 'body') return notes.length > 0 ? { at, rounds: notes } : null;
  const spot = game.spot(frame);
  if (spot.is === 'activity' && spot.activity.undo) return { at };
  return notes.length > 0 || undoesItself(game, at) ? { at, variables, inside: notes } : null;
}

/** The event sub-process inside that says how this scope is undone. */
function undoesItself(game: Game, at: string): string | null {
  const own = game.atlas.scopeAt(at)?.events.find(({ trigger }) => trigger.on === 'compensation');
  return own?.id ?? null;
}

/**
 * Begins to undo what has completed in a scope, the latest first.
 * @returns false when there is nothing to undo
 */
export function undo(game: Game, asker: Frame, scope: Frame, at: string | null, cancels = false): boolean {
  const due = scope.notes.filter((one) => at === null || one.at === at);
  if (due.length === 0) return false;
  scope.notes = scope.notes.filter((one) => !due.includes(one));
  asker.undoing = { left: due.map((one) => ({ ...one, scope: scope.n })), cancels };
  undoneNext(game, asker.n);
  return true;
}

/** The one before is undone: now the next, until all are. */
export function undoneNext(game: Game, n: number): void {
  const asker = game.find(n);
  if (!asker?.undoing) return;
  const left = [...asker.undoing.left];
  let next = left.pop();
  while (next?.rounds) {
    const { rounds, scope } = next;
    left.push(...rounds.map((round): Undoing => ({ ...round, scope })));
    next = left.pop();
  }
  asker.undoing = { ...asker.undoing, left };
  if (!next) return allUndone(game, asker);
  const spot = game.atlas.at(next.at);
  const { scope, ...undone } = next;
  const handler = spot.is === 'activity' ? spot.activity.undo : null;
  if (handler) game.send({ at: handler.id, in: scope, undoes: n });
  else game.send({ at: next.at, in: scope, undoes: n, again: undone });
}

function allUndone(game: Game, asker: Frame): void {
  const { cancels } = asker.undoing!;
  asker.undoing = null;
  if (cancels) leaveCancelled(game, asker);
  else done(game, asker, {});
}

/** A scope begins again, as it was when it ended, to be undone from inside. */
export function beginAgain(game: Game, frame: Frame, { variables = {}, inside = [] }: Note): void {
  frame.again = true;
  frame.variables = variables;
  frame.notes = inside;
  const own = undoesItself(game, frame.at);
  if (own) game.send({ at: own, in: frame.n });
  else if (!undo(game, frame, frame, null)) done(game, frame, {});
}

/** Cancels a transaction from its cancel end event: what is in it ends, what was done in it is undone. */
export function cancelTransaction(game: Game, self: Frame): void {
  const transaction = game.get(self.in!);
  endInside(game, transaction, self);
  const events = game.atlas.scopeAt(transaction.at)!.events.map(({ id }) => id);
  transaction.waits = transaction.waits.filter(({ at }) => !events.includes(at));
  if (!undo(game, self, transaction, null, true)) leaveCancelled(game, self);
}

function leaveCancelled(game: Game, self: Frame): void {
  const round = game.get(self.in!);
  const host = round.role === 'round' ? game.get(round.in!) : round;
  const spot = game.spot(host);
  if (spot.is !== 'activity' || spot.activity.work.do !== 'transaction') throw new Error('not a transaction');
  endFrame(game, host);
  game.send({ at: spot.activity.work.cancel!.id, in: host.in!, caught: {} });
}

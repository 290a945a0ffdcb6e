import type { Game } from './game.ts';
import type { Frame } from './state.ts';
import { undoneNext } from './undo.ts';

/** Ends a frame from outside, with everything inside it. The engine owes word of each. */
export function endFrame(game: Game, frame: Frame): void {
  endInside(game, frame);
  game.state.owed = [...game.state.owed, frame.key];
  if (game.spot(frame).is === 'activity') cancelCalled(game, frame);
  game.remove(frame);
  // what was undone by it is as undone as it gets
  if (frame.undoes !== null) undoneNext(game, frame.undoes);
}

/** Empties a scope: what is alive in it (except one), and the tokens at its joins and on their way. */
export function endInside(game: Game, scope: Frame, except?: Frame): void {
  // whoever undoes something ends first: nobody goes on with it then
  const inside = game.children(scope.n).filter((one) => one !== except);
  for (const one of inside) one.undoes = null;
  for (const one of inside) endFrame(game, one);
  game.state.tokens = game.state.tokens.filter((token) => token.in !== scope.n);
  scope.arrived = {};
  scope.taken = {};
}

function cancelCalled(game: Game, frame: Frame): void {
  const called = game.frames().find(({ caller }) => caller === frame.n);
  if (called) game.tell({ says: 'cancel', to: called.n });
}

/** Ends a whole process instance before its time. */
export function cancelInstance(game: Game, root: Frame): void {
  const { variables } = root;
  endFrame(game, root);
  game.state.ended = { ...game.state.ended, [root.key]: { state: 'cancelled', variables } };
}

import type { JsonObject } from '../../../engine/core/keys.ts';
import { sumOf } from '../tree/expressions.ts';
import { listen } from './begin.ts';
import { goOn, leaving } from './flow.ts';
import type { Game } from './game.ts';
import { endRound } from './loops.ts';
import type { Frame } from './state.ts';
import { note, undoneNext } from './undo.ts';

/** The work of an element is done and has brought something; it can be left as soon as its listeners are done. */
export function done(game: Game, frame: Frame, brought: JsonObject): void {
  frame.waits = [];
  frame.asks = null;
  if (frame.again) return void (frame.phase = 'ready');
  if (outputOf(game, frame)) game.declare(frame, brought);
  else game.assign(frame, brought);
  const { end } = game.atlas.listenersAt(frame.at);
  if (frame.role !== 'body' && end > 0) return listen(game, frame, 'end', 0);
  frame.phase = 'ready';
}

function outputOf(game: Game, frame: Frame) {
  const spot = game.spot(frame);
  return spot.is === 'activity' && frame.role !== 'body' ? spot.activity.output : null;
}

/** Leaves an element: its output goes out, what can be undone is noted, its tokens go on. */
export function leave(game: Game, frame: Frame): void {
  if (frame.again) return leaveUndone(game, frame);
  const output = outputOf(game, frame);
  if (output) {
    const value = sumOf(output.value, game.seen(frame));
    game.assign(game.get(frame.in!), { [output.name]: value });
  }
  if (frame.role === 'round') return endRound(game, frame, () => drop(game, frame));
  const tokens = leaving(game, frame);
  if (frame.role === 'body') handOver(game, frame);
  drop(game, frame);
  if (frame.in === null) return endInstance(game, frame);
  goOn(game, frame.in, tokens);
  if (frame.undoes !== null) undoneNext(game, frame.undoes);
}

function drop(game: Game, frame: Frame): void {
  note(game, frame);
  game.remove(frame);
}

function leaveUndone(game: Game, frame: Frame): void {
  game.remove(frame);
  undoneNext(game, frame.undoes!);
}

/** What was collected of the rounds is for the scope around the loop. */
function handOver(game: Game, frame: Frame): void {
  const spot = game.spot(frame);
  const loop = spot.is === 'activity' ? spot.activity.loop : null;
  if (loop?.kind !== 'multi' || !loop.collect || !Array.isArray(loop.over)) return;
  const { name } = loop.collect;
  game.assign(game.get(frame.in!), { [name]: frame.variables[name]! });
}

function endInstance(game: Game, { key, variables, caller }: Frame): void {
  game.state.ended = { ...game.state.ended, [key]: { state: 'completed', variables } };
  if (caller !== null) game.tell({ says: 'returned', to: caller, variables });
}

import { holds } from '../tree/expressions.ts';
import type { Trigger } from '../tree/tree.ts';
import type { Game } from './game.ts';
import type { Frame, Wait } from './state.ts';
import { happen } from './happen.ts';

/**
 * Conditional events are looked at when every token of their instance has gone as far as it goes. What is looked for is
 * the turn from no to yes; of several that turn at once any may happen first.
 */
export function mayLook(game: Game, root: Frame): boolean {
  const own = framesOf(game, root);
  const moving =
    own.some(({ phase, failing, listening }) => (phase === 'ready' && !listening) || failing) ||
    game.state.tokens.some((token) => own.some(({ n }) => n === token.in));
  return !moving && own.some((frame) => frame.waits.some((wait) => hasTurned(game, frame, wait)));
}

function framesOf(game: Game, root: Frame): Frame[] {
  return game.frames().filter((frame) => game.rootOf(frame) === root);
}

function hasTurned(game: Game, frame: Frame, wait: Wait): boolean {
  return wait.on === 'condition' && wait.held !== holdsNow(game, frame, wait);
}

function holdsNow(game: Game, frame: Frame, { at }: Wait): boolean {
  const trigger = triggerAt(game, at);
  return trigger.on === 'condition' && holds(trigger.when, game.seen(frame));
}

export function look(game: Game, root: number): void {
  for (const frame of framesOf(game, game.get(root))) {
    const turned = frame.waits.filter((wait) => hasTurned(game, frame, wait));
    frame.waits = frame.waits.map((wait) => (turned.includes(wait) ? { ...wait, held: !wait.held } : wait));
    const met = turned.filter(({ held }) => !held).map(({ at }) => ({ holder: frame.n, at }));
    game.state.met = [...game.state.met, ...met];
  }
}

/** The event of a condition that has become true happens, if it is still waited for. */
export function meet(game: Game, { holder, at }: { holder: number; at: string }): void {
  game.state.met = game.state.met.filter((one) => one.holder !== holder || one.at !== at);
  const frame = game.find(holder);
  const wait = frame?.waits.find((one) => one.at === at && one.on === 'condition');
  if (frame && wait) happen(game, frame, wait, {});
}

export function triggerAt(game: Game, at: string): Trigger {
  const spot = game.atlas.at(at);
  switch (spot.is) {
    case 'boundary':
      return spot.boundary.trigger;
    case 'eventSub':
      return spot.event.trigger;
    case 'catch':
      return spot.event.trigger;
    case 'activity':
      if (spot.activity.work.do === 'receive') return { on: 'message', message: spot.activity.work.message };
  }
  throw new Error(`Expected '${at}' to wait for an event, but it is ${spot.is}.`);
}

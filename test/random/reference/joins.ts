import { leadsOn } from '../tree/tree.ts';
import type { Game } from './game.ts';
import type { Frame } from './state.ts';

/** Joins in a scope that have enough tokens to go on. */
export function openJoins(game: Game, scope: Frame): string[] {
  return Object.keys(scope.arrived).filter((joinId) => {
    const { gateway, enough } = splitOf(game, joinId);
    const arrived = scope.arrived[joinId]!;
    if (isHere(game, scope, joinId)) return false;
    if (gateway === 'parallel') return joined(game, joinId).every((branch) => arrived.includes(branch));
    if (gateway === 'complex') return joined(game, joinId).length === 1 || arrived.length >= enough;
    return !canStillCome(game, scope, joinId);
  });
}

/** Whether a token may still come by a branch that has brought none yet. */
export function canStillCome(game: Game, scope: Frame, joinId: string): boolean {
  const missing = joined(game, joinId).filter((branch) => !scope.arrived[joinId]!.includes(branch));
  const places = [
    ...game.tokensIn(scope.n).filter(({ undoes, again }) => undoes === undefined && !again),
    ...game.children(scope.n).filter(({ undoes, again }) => undoes === null && !again),
  ].map(({ at }) => at);
  const held = Object.keys(scope.arrived).filter((other) => other !== joinId);
  return [...places, ...held].some((at) => missing.some((branch) => game.atlas.leadsTo(at, joinId, branch)));
}

/** Branches that are drawn to the join. */
function joined(game: Game, joinId: string): number[] {
  return splitOf(game, joinId).branches.flatMap(({ parts }, index) => (leadsOn(parts) ? [index] : []));
}

/** A complex gateway that has gone on already. */
function isHere(game: Game, scope: Frame, joinId: string): boolean {
  return game.children(scope.n).some(({ at }) => at === joinId);
}

function splitOf(game: Game, joinId: string) {
  const spot = game.atlas.at(joinId);
  if (spot.is !== 'join') throw new Error(`Expected '${joinId}' to be a join, but it is ${spot.is}.`);
  return spot.split;
}

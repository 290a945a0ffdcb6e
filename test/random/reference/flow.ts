import { holds } from '../tree/expressions.ts';
import type { Target } from './atlas.ts';
import type { Game } from './game.ts';
import type { Frame, Problem, Token } from './state.ts';

/** A target with what the token brings along. */
export interface Way {
  target: Target;
  caught?: Token['caught'];
}

/** Where the tokens go when an element is left. */
export function leaving(game: Game, frame: Frame): Way[] {
  const spot = game.spot(frame);
  if (spot.is === 'split') return branchesOf(game, frame)!.map((branch) => ({ target: spot.next[branch]! }));
  if (spot.is === 'choice') return [{ target: { to: frame.chosen!.at }, caught: frame.chosen!.brought }];
  if (frame.phase === 'gone') return [];
  return spot.next.map((target) => ({ target }));
}

/** Why an element cannot be left: a gateway with no branch to take. */
export function stuckAt(game: Game, frame: Frame): Problem | null {
  const nowhere = game.spot(frame).is === 'split' && branchesOf(game, frame) === null;
  return nowhere ? { code: 'no_matching_flow', again: 'leave' } : null;
}

function branchesOf(game: Game, frame: Frame): number[] | null {
  const spot = game.spot(frame);
  if (spot.is !== 'split') throw new Error(`Expected '${frame.at}' to be a split, but it is not.`);
  const { gateway, branches } = spot.split;
  const all = branches.map((_, index) => index);
  if (gateway === 'parallel' || gateway === 'complex') return all;
  const seen = game.seen(frame);
  const open = all.filter((index) => branches[index]!.when && holds(branches[index]!.when!, seen));
  const otherwise = all.filter((index) => branches[index]!.when === null);
  const taken = open.length > 0 ? open : otherwise;
  if (taken.length === 0) return null;
  return gateway === 'exclusive' ? taken.slice(0, 1) : taken;
}

export function goOn(game: Game, scope: number, ways: Way[]): void {
  for (const { target, caught } of ways) go(game, scope, target, caught);
}

export function arriveAll(game: Game, scope: number, targets: Target[]): void {
  for (const target of targets) go(game, scope, target);
}

function go(game: Game, scope: number, target: Target, caught?: Token['caught']): void {
  if ('to' in target) return game.send({ at: target.to, in: scope, ...(caught ? { caught } : {}) });
  const { arriveAt, branch } = target;
  const frame = game.get(scope);
  const before = frame.arrived[arriveAt] ?? [];
  frame.arrived = { ...frame.arrived, [arriveAt]: [...before, branch].sort() };
}

import { holds, sumOf } from '../tree/expressions.ts';
import type { Loop } from '../tree/tree.ts';
import { done } from './finish.ts';
import type { Game } from './game.ts';
import { endInside } from './end-inside.ts';
import type { Frame } from './state.ts';

function loopOf(game: Game, body: Frame): Loop {
  const spot = game.spot(body);
  if (spot.is !== 'activity' || !spot.activity.loop) throw new Error(`Expected '${body.at}' to loop.`);
  return spot.activity.loop;
}

export function beginLoop(game: Game, body: Frame): void {
  const loop = loopOf(game, body);
  if (loop.kind === 'standard') {
    body.loop = { items: [], begun: 0, done: 0 };
    const goes = loop.testBefore ? goesRound(game, body, loop) : true;
    return goes ? beginRound(game, body, null) : done(game, body, {});
  }
  const items = Array.isArray(loop.over) ? loop.over : count(game, body, loop.over.countedBy);
  body.loop = { items, begun: 0, done: 0 };
  if (loop.collect && Array.isArray(loop.over))
    game.declare(body, { [loop.collect.name]: items.map(() => null) });
  if (items.length === 0) return done(game, body, {});
  const first = loop.sequential ? items.slice(0, 1) : items;
  for (const item of first) beginRound(game, body, Array.isArray(loop.over) ? item : null);
}

function count(game: Game, body: Frame, variable: string): number[] {
  return Array.from({ length: game.seen(body)[variable] as number }, (_, index) => index + 1);
}

function beginRound(game: Game, body: Frame, item: number | null): void {
  const index = body.loop!.begun;
  body.loop = { ...body.loop!, begun: index + 1 };
  game.send({ at: body.at, in: body.n, round: { index, item } });
}

function goesRound(
  game: Game,
  body: Frame,
  { maximum, again }: Extract<Loop, { kind: 'standard' }>,
): boolean {
  return body.loop!.begun < maximum && (again === null || holds(again, game.seen(body)));
}

/** A round is over: collects what it has brought, then another one follows, or the loop ends. */
export function endRound(game: Game, round: Frame, end: () => void): void {
  const body = game.get(round.in!);
  const loop = loopOf(game, body);
  if (loop.kind === 'standard') {
    const again = goesRound(game, body, loop);
    end();
    body.loop = { ...body.loop!, done: body.loop!.done + 1 };
    return again ? beginRound(game, body, null) : done(game, body, {});
  }
  if (loop.collect && Array.isArray(loop.over)) {
    const list = [...(body.variables[loop.collect.name] as (number | null)[])];
    list[round.round] = sumOf(loop.collect.value, game.seen(round));
    game.declare(body, { [loop.collect.name]: list });
  }
  const { items, begun } = body.loop!;
  const completed = body.loop!.done + 1;
  const enough = isEnough(game, body, loop, completed);
  end();
  body.loop = { items, begun, done: completed };
  if (enough) endInside(game, body);
  if (enough || completed === items.length) return done(game, body, {});
  if (loop.sequential) beginRound(game, body, Array.isArray(loop.over) ? items[begun]! : null);
}

function isEnough(
  game: Game,
  body: Frame,
  { until }: Extract<Loop, { kind: 'multi' }>,
  completed: number,
): boolean {
  if (until === null) return false;
  return 'completed' in until ? completed >= until.completed : holds(until, game.seen(body));
}

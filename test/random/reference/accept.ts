import type { Key } from '../../../engine/core/keys.ts';
import { Game } from './game.ts';
import { movesOf, type Said } from './moves.ts';
import { stimulate } from './stimulate.ts';
import type { Stimulus } from '../stimulus.ts';
import { canonical, viewOf, type View } from './view.ts';

/** What the engine has said happened: an element instance has begun, ended, was ended, has an incident. */
export type Heard =
  | { type: 'begins'; key: Key; at: string; in: Key | null | undefined }
  | { type: 'ends' | 'ended'; key: Key }
  | { type: 'fails'; key: Key; code: string };

/** Something the reference does not allow. */
export class Disallowed extends Error {}

/**
 * The set of states the process may be in, as far as what was seen from outside tells. Each thing the engine says narrows
 * it, each race that nobody can see widens it. When nothing is left, the engine has done what is not allowed.
 */
export class Allowed {
  constructor(private readonly states: Game[]) {}

  get size(): number {
    return this.states.length;
  }

  /** @returns null when no allowed state waits for it */
  stimulate(stimulus: Stimulus, rootKey: Key): Allowed | null {
    const next = this.states.flatMap((game) => stimulate(game, stimulus, rootKey) ?? []);
    return next.length > 0 ? new Allowed(next) : null;
  }

  /** One of these was done, and nobody can tell which. */
  stimulateByOne(stimuli: Stimulus[], rootKey: Key): Allowed | null {
    const next = stimuli.flatMap((one) => this.stimulate(one, rootKey)?.states ?? []);
    return next.length > 0 ? new Allowed(next) : null;
  }

  /** Nothing is done, and nothing was sent. */
  quiet(): Allowed {
    return new Allowed(this.states.map((game) => new Game(game.atlas, { ...game.state, sent: [] })));
  }

  at(now: Date): Allowed {
    return new Allowed(
      this.states.map((game) => new Game(game.atlas, { ...game.state, now: now.getTime() })),
    );
  }

  /**
   * Follows what the engine said until it waits for the outside again.
   * @param streams what was said, in order; of several streams the order between them is not known
   * @throws Disallowed when there is no way to come from an allowed state, by what was said, to what is seen
   */
  follow(streams: Heard[][], seen: Partial<View>): Allowed {
    let layer = closure(this.states.map((game) => ({ game, heard: streams.map(() => 0) })));
    const total = streams.reduce((sum, { length }) => sum + length, 0);
    for (let count = 0; count < total; count += 1) {
      const next = closure(distinct(layer.flatMap((one) => advance(one, streams))));
      if (next.length === 0) throw new Disallowed(explain(layer, streams));
      layer = next;
    }
    const settled = layer.filter(({ game }) => isSettled(game)).map(({ game }) => game);
    const same = settled.filter((game) => canonical(asSeen(viewOf(game), seen)) === canonical(seen));
    if (same.length === 0) throw new Disallowed(difference(layer, settled, seen));
    return new Allowed(same);
  }
}

interface Position {
  game: Game;
  /** How much of each stream has been heard. */
  heard: number[];
}

const MOST = 20_000;

/** Every state that can be reached by moves nobody hears of. */
function closure(from: Position[]): Position[] {
  const found = new Map<string, Position>();
  const open = [...from];
  for (let one = open.pop(); one; one = open.pop()) {
    const silent = movesOf(one.game).filter(({ said }) => said === null);
    const text = silent.length > 0 || from.length > 1 || found.size > 0 ? textOf(one) : 'only';
    if (found.has(text)) continue;
    found.set(text, one);
    if (found.size > MOST) throw new Error(`Expected fewer than ${MOST} states to be allowed at once.`);
    for (const move of silent) {
      const game = one.game.copy();
      move.make(game, '');
      open.push({ game, heard: one.heard });
    }
  }
  return [...found.values()];
}

function distinct(all: Position[]): Position[] {
  if (all.length < 2) return all;
  return [...new Map(all.map((one) => [textOf(one), one])).values()];
}

/** The same text for states that differ only in the order of what has no order. */
function textOf({ game, heard }: Position): string {
  const { tokens, owed, mail, met, sent, ...ordered } = game.state;
  const lists = [tokens, mail, met, sent].map((list) => list.map((one) => JSON.stringify(one)).sort());
  return JSON.stringify([heard, lists, [...owed].sort(), ordered]);
}

function advance(one: Position, streams: Heard[][]): Position[] {
  return streams.flatMap((stream, index) => {
    const next = stream[one.heard[index]!];
    if (!next || !isNext(next, one, streams)) return [];
    const heard = one.heard.map((count, place) => (place === index ? count + 1 : count));
    return after(one.game, next).map((game) => ({ game, heard }));
  });
}

/** Keys ascend as element instances begin, in whichever stream: most of the order between streams is known after all. */
function isNext(next: Heard, { heard }: Position, streams: Heard[][]): boolean {
  if (next.type !== 'begins' || streams.length === 1) return true;
  return streams.every((stream, index) =>
    stream
      .slice(heard[index])
      .every((other) => other.type !== 'begins' || BigInt(other.key) >= BigInt(next.key)),
  );
}

/** The states a state comes to by one thing that is heard. */
function after(game: Game, heard: Heard): Game[] {
  if (heard.type === 'ended') return afterEnd(game, heard.key);
  return movesOf(game)
    .filter(({ said }) => fits(said, heard))
    .map((move) => {
      const next = game.copy();
      move.make(next, heard.key);
      return next;
    });
}

/** Somebody has ended it, now or before; a called process when its caller ended. */
function afterEnd(game: Game, key: Key): Game[] {
  if (game.state.owed.includes(key)) {
    const owed = game.state.owed.filter((one) => one !== key);
    return [new Game(game.atlas, { ...game.state, owed })];
  }
  const frame = game.byKey(key);
  if (!frame) return [];
  const root = game.rootOf(frame).key;
  const cancel = movesOf(game).find(({ said }) => said && 'cancels' in said && said.cancels === root);
  if (!cancel) return [];
  const next = game.copy();
  cancel.make(next, '');
  return afterEnd(next, key);
}

function fits(said: Said, heard: Heard): boolean {
  if (said === null) return false;
  if ('begins' in said) {
    const inside = heard.type === 'begins' && (heard.in === undefined || heard.in === said.in);
    return inside && heard.at === said.begins;
  }
  if ('cancels' in said) return false;
  if ('ends' in said) return heard.type === 'ends' && heard.key === said.ends;
  return heard.type === 'fails' && heard.key === said.at && heard.code === said.fails;
}

function isSettled(game: Game): boolean {
  return game.state.owed.length === 0 && movesOf(game).length === 0;
}

function explain(layer: Position[], streams: Heard[][]): string {
  const said = layer[0]!.heard.map((count, index) =>
    JSON.stringify(streams[index]![count] ?? 'nothing more'),
  );
  const allowed = new Set(
    layer.flatMap(({ game }) => [
      ...movesOf(game).map((move) => JSON.stringify(move.said)),
      ...game.state.owed.map((key) => JSON.stringify({ owed: key })),
    ]),
  );
  return `The engine said ${said.join(' or ')}, but what may happen is: ${[...allowed].join(', ') || 'nothing'}.`;
}

function difference(layer: Position[], settled: Game[], seen: Partial<View>): string {
  if (settled.length === 0) {
    const missing = layer.slice(0, 3).map(({ game }) => ({
      owed: game.state.owed,
      moves: movesOf(game).map(({ said }) => said),
    }));
    return `The engine waits for the outside, but more has to happen: ${JSON.stringify(missing)}`;
  }
  const lines = settled.slice(0, 3).map((game) => `allowed: ${linesOf(viewOf(game), seen)}`);
  return `The engine waits in a state that is not allowed.\n${lines.join('\n')}`;
}

/** Only what was looked at. */
function asSeen(view: View, seen: Partial<View>): Partial<View> {
  return Object.fromEntries(Object.keys(seen).map((key) => [key, view[key as keyof View]]));
}

function linesOf(allowed: View, seen: Partial<View>): string {
  const keys = Object.keys(seen) as (keyof View)[];
  const parts = keys.flatMap((key) => {
    const [a, b] = [allowed[key], seen[key]!].map((list) => list.map((one) => canonical(one)));
    const missing = a!.filter((one) => !b!.includes(one));
    const extra = b!.filter((one) => !a!.includes(one));
    if (missing.length + extra.length === 0) return [];
    return [`${key}: expected ${missing.join(' | ') || '—'}, but found ${extra.join(' | ') || '—'}`];
  });
  return parts.join('; ') || 'the same things, but more or fewer of them';
}

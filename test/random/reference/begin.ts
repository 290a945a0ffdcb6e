import { correlationVariable, numbers, sumOf } from '../tree/expressions.ts';
import { itemVariable, type Activity, type Assignment, type Trigger } from '../tree/tree.ts';
import { done } from './finish.ts';
import { beginAgain } from './undo.ts';
import type { Game } from './game.ts';
import { beginLoop } from './loops.ts';
import { arriveAll } from './flow.ts';
import type { Chosen, Frame, Token, Wait } from './state.ts';
import { throwFrom } from './throw.ts';
import type { Key } from '../../../engine/core/keys.ts';

/** A token comes into its element: what everybody would see at once happens with it. */
export function begin(game: Game, token: Token, key: Key): void {
  game.state.tokens = game.state.tokens.filter((one) => one !== token);
  const spot = game.atlas.at(token.at);
  const { undoes = null, round, again } = token;
  const loops = spot.is === 'activity' && spot.activity.loop !== null && !again;
  const role = round ? 'round' : loops ? 'body' : 'plain';
  const frame = game.add(key, token.at, token.in, { role, undoes, round: round?.index ?? 0 });
  if (again) return beginAgain(game, frame, again);
  if (round) game.declare(frame, roundVariables(round));
  if (token.locals) game.declare(frame, token.locals);
  if (token.caught) return done(game, frame, token.caught);
  enter(game, frame);
}

function roundVariables({ index, item }: NonNullable<Token['round']>) {
  return { loopCounter: index + 1, ...(item === null ? {} : { [itemVariable]: item }) };
}

/** Prepares an element and lets its listeners, then itself, begin. Also its second try after an incident. */
export function enter(game: Game, frame: Frame): void {
  const spot = game.spot(frame);
  const waits: Wait[] = [];
  if (frame.role !== 'body') assignInputs(game, frame);
  if (frame.role !== 'round') {
    for (const { id, trigger } of spot.boundaries) waits.push(...open(game, frame, id, trigger));
  }
  if (frame.role !== 'body') {
    for (const { id, trigger } of game.atlas.scopeAt(frame.at)?.events ?? [])
      waits.push(...open(game, frame, id, trigger));
  }
  frame.waits = waits;
  const { start } = game.atlas.listenersAt(frame.at);
  if (frame.role !== 'body' && start > 0) listen(game, frame, 'start', 0);
  else begun(game, frame);
}

function assignInputs(game: Game, frame: Frame): void {
  const spot = game.spot(frame);
  if (spot.is === 'activity') {
    const { work, input } = spot.activity;
    if (work.do === 'call' && !work.everythingIn) {
      const seen = game.seen(frame);
      for (const name of [...numbers, correlationVariable]) game.declare(frame, { [name]: seen[name]! });
    }
    if (input) declareSum(game, frame, input);
  }
  if (spot.is === 'throw' && spot.event.input) declareSum(game, frame, spot.event.input);
}

function declareSum(game: Game, frame: Frame, { name, value }: Assignment): void {
  game.declare(frame, { [name]: sumOf(value, game.seen(frame)) });
}

/** Starts waiting for what comes from outside; errors, escalations and the like come from inside. */
export function open(game: Game, frame: Frame, at: string, trigger: Trigger): Wait[] {
  switch (trigger.on) {
    case 'message': {
      const correlationKey = String(game.seen(frame)[correlationVariable]);
      return [{ at, on: 'message', name: trigger.message, correlationKey }];
    }
    case 'timer': {
      const left = trigger.rounds === undefined ? 0 : trigger.rounds === null ? null : trigger.rounds - 1;
      return [{ at, on: 'timer', dueAt: game.state.now + trigger.hours * 3_600_000, left }];
    }
    case 'signal':
      return [{ at, on: 'signal', name: trigger.signal }];
    case 'condition':
      return [{ at, on: 'condition', held: false }];
    default:
      return [];
  }
}

export function listen(game: Game, frame: Frame, on: 'start' | 'end', index: number): void {
  frame.listening = { on, index };
  game.ask(frame, 'job');
}

/** Whatever comes before it is done: the element begins its own work. */
export function begun(game: Game, frame: Frame): void {
  const spot = game.spot(frame);
  if (frame.role === 'body') return beginLoop(game, frame);
  switch (spot.is) {
    case 'process':
      return game.send({ at: spot.process.body.startId, in: frame.n });
    case 'eventSub':
      return game.send({ at: spot.event.body.startId, in: frame.n, caught: {} });
    case 'activity':
      return work(game, frame, spot.activity);
    case 'handler':
      return work(game, frame, { id: spot.id, work: spot.undo.work });
    case 'catch':
      return void (frame.waits = [...frame.waits, ...open(game, frame, frame.at, spot.event.trigger)]);
    case 'choice':
      frame.waits = spot.choice.branches.flatMap(({ id, trigger }) => open(game, frame, id, trigger));
      return;
    case 'throw':
    case 'stop':
      return throwFrom(game, frame, spot.event.thrown);
    case 'join':
      // a complex gateway is left before it ends
      if (spot.split.gateway !== 'complex' || !(frame.at in game.get(frame.in!).arrived)) break;
      frame.phase = 'gone';
      return arriveAll(game, frame.in!, spot.next);
  }
  done(game, frame, {});
}

function work(game: Game, frame: Frame, { id, work }: Pick<Activity, 'id' | 'work'>): void {
  switch (work.do) {
    case 'user':
      return game.ask(frame, 'task');
    case 'job':
      return game.ask(frame, 'job');
    case 'manual':
    case 'none':
      return done(game, frame, {});
    case 'script':
      return done(game, frame, { [work.result.name]: sumOf(work.result.value, game.seen(frame)) });
    case 'rule': {
      const { fails, result } = work;
      const seen = game.seen(frame);
      frame.phase = 'calling';
      if (fails && seen[result.value.of!] === 0) return game.tell({ says: 'undecided', to: frame.n });
      const decided = { [result.name]: sumOf(result.value, seen) };
      return game.tell({ says: 'decided', to: frame.n, result: decided });
    }
    case 'receive':
      frame.waits = [...frame.waits, ...open(game, frame, id, { on: 'message', message: work.message })];
      return;
    case 'send':
      return throwFrom(game, frame, { throws: 'message', message: work.message });
    case 'sub':
    case 'transaction':
      return game.send({ at: work.body.startId, in: frame.n });
    case 'adHoc':
      frame.adHoc = { line: [], ended: false, done: false, begun: work.active !== null };
      if (work.active?.length === 0) return done(game, frame, {});
      return choose(
        game,
        frame,
        (work.active ?? []).map((place) => ({ at: work.flows[place]![0]!.id, locals: {} })),
      );
    case 'call': {
      frame.phase = 'calling';
      const variables = work.everythingIn ? game.seen(frame) : frame.variables;
      return game.tell({ says: 'call', to: frame.n, at: work.called.id, variables });
    }
  }
}

/** Elements of an ad-hoc sub-process begin, or line up where they go one after the other. */
export function choose(game: Game, frame: Frame, chosen: Chosen[]): void {
  const spot = game.spot(frame);
  const adHoc = frame.adHoc!;
  const sequential =
    spot.is === 'activity' && spot.activity.work.do === 'adHoc' && spot.activity.work.sequential;
  const begun = adHoc.begun || chosen.length > 0;
  if (!sequential) {
    frame.adHoc = { ...adHoc, begun };
    for (const { at, locals } of chosen) game.send({ at, in: frame.n, locals });
    return;
  }
  const [next, ...line] = [...adHoc.line, ...chosen];
  const idle = game.children(frame.n).length === 0 && game.tokensIn(frame.n).length === 0;
  if (next && idle) {
    frame.adHoc = { ...adHoc, begun, line };
    game.send({ at: next.at, in: frame.n, locals: next.locals });
  } else frame.adHoc = { ...adHoc, begun, line: [...adHoc.line, ...chosen] };
}

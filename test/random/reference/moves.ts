import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import { holds } from '../tree/expressions.ts';
import { begin, begun, listen, open } from './begin.ts';
import { look, mayLook, meet } from './conditions.ts';
import { cancelInstance, endInside } from './end-inside.ts';
import { done, leave } from './finish.ts';
import { stuckAt } from './flow.ts';
import type { Game } from './game.ts';
import { canStillCome, openJoins } from './joins.ts';
import { happen } from './happen.ts';
import { waitFor } from './stimulate.ts';
import type { Frame, Mail, Problem, Token } from './state.ts';
import { escalate, throwError } from './throw.ts';

/** What the engine says of a move; null: nobody hears of it. */
export type Said =
  | { begins: string; in: Key | null }
  | { ends: Key }
  | { fails: string; at: Key }
  /** A called process is cancelled with who called it: heard of as the end of everything in it. */
  | { cancels: Key }
  | null;

/** One thing that can happen next without anybody doing something. */
export interface Move {
  said: Said;
  /** On a copy of the game. `key`: what the engine calls the element instance that begins. */
  make(game: Game, key: Key): void;
}

/** Everything that can happen next; nothing: the state waits for the outside. */
export function movesOf(game: Game): Move[] {
  const moves = [
    ...game.state.tokens.filter((token) => isNext(game, token)).map((token) => beginning(game, token)),
    ...game.frames().flatMap((frame) => [...ofFrame(game, frame), ...ofJoins(game, frame)]),
    ...game.state.met.map((one) => ({ said: null, make: (next: Game) => meet(next, one) })),
    ...game
      .frames()
      .filter((frame) => frame.in === null && mayLook(game, frame))
      .map(({ n }) => ({ said: null, make: (next: Game) => look(next, n) })),
  ];
  // an event from outside waits until everything has gone as far as it goes
  const mail = game.state.mail.filter(({ says }) => says !== 'happened' || moves.length === 0);
  return [...moves, ...mail.flatMap((one) => ofMail(game, one))];
}

/** Rounds of a loop begin in their order. */
function isNext(game: Game, { in: within, round }: Token): boolean {
  if (!round) return true;
  return game.tokensIn(within).every((other) => !other.round || other.round.index >= round.index);
}

function beginning(game: Game, token: Token): Move {
  return {
    said: { begins: token.at, in: game.get(token.in).key },
    make: (next, key) => begin(next, token, key),
  };
}

function ofFrame(game: Game, frame: Frame): Move[] {
  const { n, key, failing } = frame;
  if (failing)
    return [{ said: { fails: failing.code, at: key }, make: (next) => stop(next.get(n), failing) }];
  if (frame.listening) return [];
  if (frame.phase === 'ready') return [leaving(game, frame)];
  if (frame.phase === 'gone') {
    if (canStillCome(game, game.get(frame.in!), frame.at)) return [];
    return [{ said: { ends: key }, make: (next) => swallow(next, next.get(n)) }];
  }
  if (frame.adHoc) return ofAdHoc(game, frame);
  return isScope(game, frame) ? ofScope(game, frame) : [];
}

function stop(frame: Frame, problem: Problem): void {
  frame.failing = null;
  frame.incidents = [...frame.incidents, problem];
  if (problem.again !== 'work') frame.phase = 'stopped';
}

function leaving(game: Game, { n, key, ...frame }: Frame): Move {
  const problem = stuckAt(game, { n, key, ...frame });
  if (problem) return { said: { fails: problem.code, at: key }, make: (next) => stop(next.get(n), problem) };
  return { said: { ends: key }, make: (next) => leave(next, next.get(n)) };
}

/** A complex gateway is ready for its next round; what came late is gone. */
function swallow(game: Game, gateway: Frame): void {
  const scope = game.get(gateway.in!);
  const { [gateway.at]: _, ...others } = scope.arrived;
  scope.arrived = others;
  game.remove(gateway);
}

function isScope(game: Game, frame: Frame): boolean {
  return frame.role !== 'body' && frame.phase === 'working' && game.atlas.scopeAt(frame.at) !== null;
}

/** A scope ends when nothing is alive in it; with tokens left at a join it is stuck. */
function ofScope(game: Game, frame: Frame): Move[] {
  const { n, key } = frame;
  const busy =
    game.children(n).length > 0 || game.tokensIn(n).length > 0 || openJoins(game, frame).length > 0;
  if (busy || frame.undoing) return [];
  if (Object.keys(frame.arrived).length > 0) {
    const stuck: Problem = { code: 'join_waits_forever', again: 'work' };
    if (frame.incidents.some(({ code }) => code === stuck.code)) return [];
    return [{ said: { fails: stuck.code, at: key }, make: (next) => stop(next.get(n), stuck) }];
  }
  return [completing(game, frame)];
}

/** Nobody hears that a scope is done when its listeners come first. */
function completing(game: Game, { n, at, key, again }: Frame): Move {
  const listens = !again && game.atlas.listenersAt(at).end > 0;
  if (listens) return { said: null, make: (next) => done(next, next.get(n), {}) };
  return {
    said: { ends: key },
    make: (next) => {
      done(next, next.get(n), {});
      leave(next, next.get(n));
    },
  };
}

function ofAdHoc(game: Game, frame: Frame): Move[] {
  const { n, adHoc } = frame;
  const spot = game.spot(frame);
  if (spot.is !== 'activity' || spot.activity.work.do !== 'adHoc' || frame.phase !== 'working') return [];
  const { until, cancelRemaining } = spot.activity.work;
  const { ended, done: wasDone, line, begun: hasBegun } = adHoc!;
  const idle = game.children(n).length === 0 && game.tokensIn(n).length === 0;
  const moves: Move[] = [];
  if (until && ended) moves.push({ said: null, make: (next) => ask(next, next.get(n)) });
  if (idle && line.length > 0 && !wasDone && !(until && ended)) {
    const [first, ...rest] = line as [(typeof line)[number], ...typeof line];
    const token: Token = { at: first.at, in: n, locals: first.locals };
    const make: Move['make'] = (next, key) => {
      next.get(n).adHoc = { ...next.get(n).adHoc!, line: rest };
      begin(next, token, key);
    };
    moves.push({ said: { begins: first.at, in: frame.key }, make });
  }
  const finished = until ? wasDone : hasBegun && line.length === 0;
  if (idle && finished && !(until && ended)) moves.push(completing(game, frame));
  return moves;

  /** Something inside has ended: is it enough? */
  function ask(next: Game, self: Frame): void {
    const enough = self.adHoc!.done || holds(until!, next.seen(self));
    self.adHoc = { ...self.adHoc!, ended: false, done: enough };
    if (enough && cancelRemaining) {
      endInside(next, self);
      self.adHoc = { ...self.adHoc, ended: false };
    }
  }
}

function ofJoins(game: Game, scope: Frame): Move[] {
  return openJoins(game, scope).map((joinId) => ({
    said: { begins: joinId, in: scope.key },
    make: (next, key) => {
      const here = next.get(scope.n);
      const spot = next.atlas.at(joinId);
      const keeps = spot.is === 'join' && spot.split.gateway === 'complex';
      if (!keeps) here.arrived = withoutOneOfEach(here.arrived, joinId);
      begin(next, { at: joinId, in: scope.n }, key);
    },
  }));
}

/** One token of each branch goes on; those of another round stay. */
function withoutOneOfEach(arrived: Frame['arrived'], joinId: string): Frame['arrived'] {
  const { [joinId]: came = [], ...others } = arrived;
  const left = came.filter((branch, index) => came.indexOf(branch) !== index);
  return left.length > 0 ? { ...others, [joinId]: left } : others;
}

function ofMail(game: Game, mail: Mail): Move[] {
  const heard = (make: Move['make']): Move['make'] => {
    return (next, key) => {
      next.state.mail = next.state.mail.filter((one) => one !== mail);
      make(next, key);
    };
  };
  switch (mail.says) {
    case 'call': {
      const begins: Move = {
        said: { begins: mail.at, in: null },
        make: heard((next, key) => startProcess(next, key, mail)),
      };
      return mail.orphan ? [begins, { said: null, make: heard(() => undefined) }] : [begins];
    }
    case 'cancel': {
      const said: Said = { cancels: game.get(mail.to).key };
      return [{ said, make: heard((next) => cancelInstance(next, next.get(mail.to))) }];
    }
    case 'decided':
      return [answered(game, mail.to, heard, { ...mail.result })];
    case 'returned':
      return [answered(game, mail.to, heard, takesBack(game, mail.to) ? mail.variables : {})];
    case 'undecided': {
      const problem: Problem = { code: 'decision_failed', again: 'work' };
      const said: Said = { fails: problem.code, at: game.get(mail.to).key };
      return [{ said, make: heard((next) => stop(next.get(mail.to), problem)) }];
    }
    case 'happened': {
      const make = heard((next) => {
        const frame = next.get(mail.to);
        const wait = waitFor(next, frame, mail);
        if (wait) happen(next, frame, wait, mail.variables);
      });
      return [{ said: null, make }];
    }
    case 'error':
      return [{ said: null, make: heard((next) => failCalled(next, next.get(mail.to), mail)) }];
    case 'escalation':
      return [
        {
          said: null,
          make: heard((next) => escalate(next, next.get(mail.to), mail.code, mail.variables)),
        },
      ];
  }
}

/** What was asked of somebody else is there: the element goes on with it. */
function answered(
  game: Game,
  n: number,
  heard: (make: Move['make']) => Move['make'],
  brought: JsonObject,
): Move {
  const { key, at, role } = game.get(n);
  const listens = role !== 'body' && game.atlas.listenersAt(at).end > 0;
  return {
    said: listens ? null : { ends: key },
    make: heard((next) => {
      done(next, next.get(n), brought);
      if (!listens) leave(next, next.get(n));
    }),
  };
}

function takesBack(game: Game, n: number): boolean {
  const spot = game.spot(game.get(n));
  if (spot.is !== 'activity' || spot.activity.work.do !== 'call') return false;
  return spot.activity.work.everythingOut || spot.activity.output !== null;
}

function failCalled(game: Game, frame: Frame, { code, variables }: Extract<Mail, { says: 'error' }>): void {
  if (!throwError(game, frame, code, variables)) frame.failing = { code: 'error_not_caught', again: 'work' };
}

/** The outermost frame of an instance begins. */
function startProcess(
  game: Game,
  key: Key,
  { to, at, variables, orphan }: Extract<Mail, { says: 'call' }>,
): void {
  const root = game.add(key, at, null, { caller: to, variables });
  if (orphan) game.tell({ says: 'cancel', to: root.n });
  const scope = game.atlas.scopeAt(root.at)!;
  root.waits = scope.events.flatMap(({ id, trigger }) => open(game, root, id, trigger));
  const { start } = game.atlas.listenersAt(root.at);
  if (start > 0) listen(game, root, 'start', 0);
  else begun(game, root);
}

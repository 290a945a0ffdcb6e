import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import type { Stimulus } from '../stimulus.ts';
import { begun, choose, enter, listen } from './begin.ts';
import { cancelInstance, endInside } from './end-inside.ts';
import { done } from './finish.ts';
import type { Game } from './game.ts';
import { happen } from './happen.ts';
import type { Frame, Wait } from './state.ts';
import { throwError } from './throw.ts';

/**
 * The outside does something.
 * @param rootKey what the engine calls the instance
 * @returns null when the state does not wait for it
 */
export function stimulate(before: Game, stimulus: Stimulus, rootKey: Key): Game | null {
  const game = before.copy();
  game.state.sent = [];
  if (stimulus.does === 'start') {
    if (game.byKey(rootKey) || rootKey in game.state.ended) return null;
    const { variables } = stimulus;
    game.state.mail = [{ says: 'call', to: null, at: game.atlas.outermost, variables }];
    return game;
  }
  if (stimulus.does === 'happen together') return together(game, stimulus) ? game : null;
  const frame = game.byKey(stimulus.does === 'cancel' ? rootKey : stimulus.key);
  return frame && act(game, frame, stimulus) ? game : null;
}

/** Each is waited for now; whether it still is when its turn comes is seen then. */
function together(game: Game, { happenings }: Extract<Stimulus, { does: 'happen together' }>): boolean {
  for (const { key, ...happening } of happenings) {
    const frame = game.byKey(key);
    if (!frame || !waitFor(game, frame, happening)) return false;
    game.tell({ says: 'happened', to: frame.n, ...happening });
  }
  return true;
}

export function waitFor(game: Game, frame: Frame, { at, on }: Pick<Wait, 'at' | 'on'>): Wait | undefined {
  return frame.waits.find((one) => shownAt(game, one) === at && one.on === on);
}

function act(
  game: Game,
  frame: Frame,
  stimulus: Exclude<Stimulus, { does: 'start' } | { does: 'happen together' }>,
): boolean {
  switch (stimulus.does) {
    case 'cancel':
      cancelInstance(game, frame);
      return true;
    case 'complete task':
      if (frame.asks !== 'task') return false;
      done(game, frame, stimulus.variables);
      return true;
    case 'complete job':
      if (frame.asks !== 'job') return false;
      completeJob(game, frame, stimulus.variables);
      return true;
    case 'fail job':
      if (frame.asks !== 'job') return false;
      frame.asks = null;
      frame.failing = { code: 'job_failed', again: 'work' };
      return true;
    case 'throw error': {
      if (frame.asks !== 'job') return false;
      frame.asks = null;
      if (!throwError(game, frame, stimulus.code, stimulus.variables))
        frame.failing = { code: 'error_not_caught', again: 'work' };
      return true;
    }
    case 'happen': {
      const wait = waitFor(game, frame, stimulus);
      if (!wait) return false;
      happen(game, frame, wait, stimulus.variables);
      return true;
    }
    case 'choose':
      if (!frame.adHoc || frame.phase !== 'working' || frame.listening) return false;
      if (stimulus.cancelRemaining) endInside(game, frame);
      choose(
        game,
        frame,
        stimulus.elements.map(({ elementId, variables }) => ({ at: elementId, locals: variables })),
      );
      return true;
    case 'resolve':
      return resolve(game, frame, stimulus);
    case 'set variables':
      if (stimulus.local) game.declare(frame, stimulus.variables);
      else game.assign(frame, stimulus.variables);
      return true;
  }
}

/** The element people see: an event sub-process is waited for by its start event. */
export function shownAt(game: Game, { at }: Wait): string {
  const spot = game.atlas.at(at);
  return spot.is === 'eventSub' ? spot.event.body.startId : at;
}

function completeJob(game: Game, frame: Frame, variables: JsonObject): void {
  const { listening } = frame;
  frame.asks = null;
  if (!listening) return done(game, frame, variables);
  if (listening.on === 'start') game.declare(frame, variables);
  else game.assign(frame, variables);
  const next = listening.index + 1;
  if (next < game.atlas.listenersAt(frame.at)[listening.on]) return listen(game, frame, listening.on, next);
  frame.listening = null;
  if (listening.on === 'start') begun(game, frame);
  else frame.phase = 'ready';
}

function resolve(
  game: Game,
  frame: Frame,
  { code, variables, goesOn }: Extract<Stimulus, { does: 'resolve' }>,
): boolean {
  const problem = frame.incidents.find((one) => one.code === code);
  if (!problem) return false;
  frame.incidents = frame.incidents.filter((one) => one !== problem);
  game.assign(frame, variables);
  if (goesOn) {
    frame.asks = 'job';
    return true;
  }
  if (problem.again === 'enter') {
    frame.phase = 'working';
    enter(game, frame);
  } else if (problem.again === 'leave') frame.phase = 'ready';
  else if (frame.listening) game.ask(frame, 'job');
  else if (game.spot(frame).is === 'activity' || game.spot(frame).is === 'handler') workAgain(game, frame);
  return true;
}

/** A job is given out again, a process called again; a scope that is stuck is only looked at again. */
function workAgain(game: Game, frame: Frame): void {
  const spot = game.spot(frame);
  const work = spot.is === 'activity' ? spot.activity.work.do : 'job';
  if (work === 'job' || work === 'call' || work === 'rule') begun(game, frame);
}

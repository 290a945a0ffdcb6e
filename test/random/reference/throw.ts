import type { JsonObject } from '../../../engine/core/keys.ts';
import { correlationVariable } from '../tree/expressions.ts';
import type { Boundary, EventSub, Thrown, Trigger } from '../tree/tree.ts';
import { cancelInstance, endFrame, endInside } from './end-inside.ts';
import { done } from './finish.ts';
import type { Game } from './game.ts';
import type { Frame } from './state.ts';
import { cancelTransaction, undo } from './undo.ts';

/** Throw and end events do what they are there for. */
export function throwFrom(game: Game, frame: Frame, thrown: Thrown): void {
  const { variables } = frame;
  switch (thrown.throws) {
    case 'nothing':
      break;
    case 'message': {
      const correlationKey = String(game.seen(frame)[correlationVariable]);
      const sent = { sends: 'message' as const, name: thrown.message, correlationKey, variables };
      game.state.sent = [...game.state.sent, sent];
      break;
    }
    case 'signal':
      game.state.sent = [...game.state.sent, { sends: 'signal', name: thrown.signal, variables }];
      break;
    case 'terminate':
      endInside(game, game.get(frame.in!), frame);
      break;
    case 'escalation':
      escalate(game, frame, thrown.code, variables);
      if (!game.find(frame.n)) return;
      break;
    case 'error':
      if (!throwError(game, frame, thrown.code, {})) return fail(frame, 'enter');
      return;
    case 'compensation': {
      const around = game.get(frame.in!);
      const scope = game.spot(around).is === 'eventSub' ? game.get(around.in!) : around;
      if (undo(game, frame, scope, thrown.of)) return;
      break;
    }
    case 'cancel':
      return cancelTransaction(game, frame);
  }
  done(game, frame, {});
}

function fail(frame: Frame, again: 'enter' | 'work'): void {
  frame.waits = [];
  frame.failing = { code: 'error_not_caught', again };
}

/** @returns false when nobody catches it, here or in the process that called this one */
export function throwError(game: Game, from: Frame, code: string, variables: JsonObject): boolean {
  const catcher = catcherOf(game, from, 'error', code);
  if (catcher) {
    catchAt(game, catcher, variables);
    return true;
  }
  const root = game.rootOf(from);
  const caller = root.caller;
  if (caller === null) return false;
  cancelInstance(game, root);
  game.tell({ says: 'error', to: caller, code, variables });
  return true;
}

export function escalate(game: Game, from: Frame, code: string, variables: JsonObject): void {
  const catcher = catcherOf(game, from, 'escalation', code);
  if (catcher) return catchAt(game, catcher, variables);
  const { caller } = game.rootOf(from);
  if (caller === null) return;
  game.tell({ says: 'escalation', to: caller, code, variables });
}

type Catcher = { holder: Frame } & ({ boundary: Boundary } | { event: EventSub });

/** Outwards from a frame: event sub-processes of the scopes around it, boundary events on them; the closest fit of each place. */
function catcherOf(game: Game, from: Frame, on: 'error' | 'escalation', code: string): Catcher | null {
  let inside: Frame | null = null;
  for (let holder: Frame | null = from; holder; holder = holder.in === null ? null : game.get(holder.in)) {
    const beside = inside !== null && game.spot(inside).is !== 'eventSub' && !holder.interrupted;
    if (beside && holder.role !== 'body') {
      const event = closest(game.atlas.scopeAt(holder.at)?.events ?? [], on, code);
      if (event) return { holder, event };
    }
    if (holder.role !== 'round') {
      const boundary = closest(game.spot(holder).boundaries, on, code);
      if (boundary) return { holder, boundary };
    }
    inside = holder;
  }
  return null;
}

function closest<T extends { trigger: Trigger }>(all: T[], on: string, code: string): T | undefined {
  const codeOf = ({ trigger }: T) => ('code' in trigger && trigger.on === on ? trigger.code : undefined);
  return all.find((one) => codeOf(one) === code) ?? all.find((one) => codeOf(one) === null);
}

function catchAt(game: Game, catcher: Catcher, brought: JsonObject): void {
  if ('event' in catcher) beginEvent(game, catcher.holder, catcher.event, brought);
  else leaveBy(game, catcher.holder, catcher.boundary, brought);
}

/** A boundary event has happened. */
export function leaveBy(game: Game, host: Frame, boundary: Boundary, brought: JsonObject): void {
  if (boundary.interrupting) endFrame(game, host);
  game.send({ at: boundary.id, in: host.in!, caught: brought });
}

/** The start of an event sub-process has happened in its scope. */
export function beginEvent(game: Game, scope: Frame, event: EventSub, brought: JsonObject): void {
  if (event.interrupting) {
    endInside(game, scope);
    const events = game.atlas.scopeAt(scope.at)!.events.map(({ id }) => id);
    scope.waits = scope.waits.filter(({ at }) => !events.includes(at));
    scope.interrupted = true;
    // a scope that is there again only to be undone: that ends as well
    scope.undoing = null;
  }
  game.send({ at: event.id, in: scope.n, locals: brought });
}

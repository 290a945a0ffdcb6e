import type { JsonObject } from '../../../engine/core/keys.ts';
import { open } from './begin.ts';
import { triggerAt } from './conditions.ts';
import { done } from './finish.ts';
import type { Game } from './game.ts';
import type { Frame, Wait } from './state.ts';
import { beginEvent, leaveBy } from './throw.ts';

/** Something that is waited for has happened and has brought something. */
export function happen(game: Game, frame: Frame, wait: Wait, brought: JsonObject): void {
  const spot = game.atlas.at(wait.at);
  const waitsOn =
    (spot.is === 'boundary' && !spot.boundary.interrupting) ||
    (spot.is === 'eventSub' && !spot.event.interrupting);
  frame.waits = frame.waits.flatMap((one) => {
    if (one !== wait) return [one];
    return waitsOn ? again(game, frame, wait) : [];
  });
  if (spot.is === 'boundary') return leaveBy(game, frame, spot.boundary, brought);
  if (spot.is === 'eventSub') return beginEvent(game, frame, spot.event, brought);
  if (frame.at === wait.at) return done(game, frame, brought);
  frame.chosen = { at: wait.at, brought };
  done(game, frame, {});
}

/** What is waited for next: the same, the next round of a cycle counted from now, or nothing more. */
function again(game: Game, frame: Frame, wait: Wait): Wait[] {
  if (wait.on !== 'timer') return [wait];
  if (wait.left === 0) return [];
  const [next] = open(game, frame, wait.at, triggerAt(game, wait.at));
  return [{ ...next!, left: wait.left === null ? null : wait.left! - 1 }];
}

import { fail, type Failure } from './failure.ts';
import type { Key } from './keys.ts';
import { beginFollower, beginRound } from './multi-instance.ts';
import type { Run } from './run.ts';
import { terminate } from './terminate.ts';
import { complete } from './tokens.ts';
import type { Trigger } from './trigger.ts';

/** The round that is wanted: what it is about, where it comes, and who wants it. */
export type AddedRound = Pick<Extract<Trigger, { type: 'roundAdded' }>, 'item' | 'place' | 'by'>;

/**
 * One more round for a multi-instance activity that runs (加签). `beside`: at once where rounds run in parallel, or next
 * where they follow each other. `before`: this round is withdrawn and begins once more when the new one is done.
 * `after`: the new one begins when this round is done.
 * @param self the round of whoever asks for it
 */
export function addRound(run: Run, self: Key, { item, place, by }: AddedRound): Failure | void {
  const body = bodyOf(run, self);
  if (typeof body !== 'string') return body;
  const element = run.elementAt(body);
  const { sequential, inputElement } = element.multiInstance!;
  const own = inputElement === null ? null : (run.get(self).variables[inputElement] ?? null);
  const { round } = run.get(self);
  if (place === 'after' && run.get(body).loop!.followers?.[round!] !== undefined) {
    return fail('follower_there', `Expected no other round to follow ${self} yet, but one does.`, self);
  }
  if (place === 'before') terminate(run, self);
  const loop = run.edit(body).loop!;
  loop.total += 1;
  loop.added = [...(loop.added ?? []), { item, by }];
  if (!sequential && place === 'after') {
    loop.followers = { ...loop.followers, [round!]: item };
    return;
  }
  if (!sequential) {
    if (place === 'before') loop.followers = { ...loop.followers, [loop.started]: own };
    return beginRound(run, element, body, item);
  }
  // the round that runs is the one begun last
  if (place === 'before') loop.started -= 1;
  loop.items = [...loop.items!.slice(0, loop.started), item, ...loop.items!.slice(loop.started)];
  if (place === 'before') beginRound(run, element, body, item);
}

/** One round less (减签): it is withdrawn without a result. The last one stays. */
export function removeRound(run: Run, self: Key): Failure | void {
  const body = bodyOf(run, self);
  if (typeof body !== 'string') return body;
  const element = run.elementAt(body);
  if (run.get(body).loop!.total === 1) {
    return fail('last_round', `Expected another round besides ${self}, but it is the only one.`, self);
  }
  const round = run.get(self).round!;
  terminate(run, self);
  const loop = run.edit(body).loop!;
  loop.total -= 1;
  if (element.multiInstance!.sequential) {
    loop.items = [...loop.items!.slice(0, round), ...loop.items!.slice(round + 1)];
    loop.started -= 1;
    if (loop.started < loop.total) return beginRound(run, element, body, loop.items[loop.started]!);
  }
  beginFollower(run, element, body, round);
  if (loop.completed === loop.total) complete(run, body);
}

function bodyOf(run: Run, self: Key): Key | Failure {
  const { round, parentKey } = run.get(self);
  const repeats = round !== undefined && run.elementAt(self).multiInstance !== null;
  if (repeats) return parentKey!;
  return fail(
    'not_repeated',
    `Expected ${self} to be a round of a multi-instance activity, but it is not.`,
    self,
  );
}

import type { Behaviour } from '../behaviour.ts';
import { complete } from '../tokens.ts';

/** A task of no kind: the token passes through. */
export const task: Behaviour = {
  type: 'task',
  enter: (run, _element, self) => complete(run, self),
};

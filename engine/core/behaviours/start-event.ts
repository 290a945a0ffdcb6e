import type { Behaviour } from '../behaviour.ts';
import { complete } from '../tokens.ts';

/** Where an instance or a sub-process begins. What a message or timer start waits for is opened at deployment. */
export const startEvent: Behaviour = {
  type: 'startEvent',
  place: 'start',
  enter: (run, _element, self) => complete(run, self),
};

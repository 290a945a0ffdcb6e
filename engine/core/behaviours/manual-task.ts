import type { Behaviour } from '../behaviour.ts';
import { complete } from '../tokens.ts';

/** Work outside the system: nobody reports its end, so the token passes through and leaves its trace. */
export const manualTask: Behaviour = {
  type: 'manualTask',
  enter: (run, _element, self) => complete(run, self),
};

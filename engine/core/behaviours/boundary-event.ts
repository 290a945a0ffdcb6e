import type { Behaviour } from '../behaviour.ts';
import { leaveByBoundary } from '../catch.ts';
import { complete } from '../tokens.ts';
import { settleWait } from '../waits.ts';

/** Waits on its host; a token leaves by it when its event happens, and an interrupting one ends the host (13.5.3). */
export const boundaryEvent: Behaviour = {
  type: 'boundaryEvent',
  place: 'boundary',

  enter: (run, _element, self) => complete(run, self),

  resume(run, element, host, trigger, wait) {
    settleWait(run, host, wait!, !element.interrupting);
    leaveByBoundary(run, host, element, 'variables' in trigger ? (trigger.variables ?? {}) : {});
  },
};

import type { Behaviour } from '../behaviour.ts';
import { goOnBy } from '../catch.ts';
import { complete } from '../tokens.ts';
import { broughtBy } from '../trigger.ts';
import { settleWait } from '../waits.ts';

/**
 * Where an instance or a sub-process begins. What starts a process is opened at deployment; what starts an event
 * sub-process is waited for by the scope around it.
 */
export const startEvent: Behaviour = {
  type: 'startEvent',
  place: 'start',
  enter: (run, _element, self) => complete(run, self),

  resume(run, element, scopeKey, trigger, wait) {
    const caught = settleWait(run, scopeKey, wait!, !element.interrupting, broughtBy(trigger));
    if (caught) goOnBy(run, { holder: scopeKey, element }, caught);
  },
};

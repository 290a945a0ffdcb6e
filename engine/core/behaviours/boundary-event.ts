import type { Behaviour } from '../behaviour.ts';
import { goOnBy } from '../catch.ts';
import { complete } from '../tokens.ts';
import { broughtBy } from '../trigger.ts';
import { settleWait } from '../waits.ts';

/** Waits on its host; a token leaves by it when its event happens, and an interrupting one ends the host (13.5.3). */
export const boundaryEvent: Behaviour = {
  type: 'boundaryEvent',
  place: 'boundary',

  check({ attachedTo }, model) {
    const host = model.elements[attachedTo ?? ''];
    if (!host || /task$|subProcess$|^transaction$|^callActivity$/i.test(host.type)) return [];
    return [
      {
        severity: 'error',
        code: 'boundary_host',
        message: '边界事件只能附在任务、子流程或调用活动上，请把它移过去。',
        messageEn: 'Expected the boundary event to be attached to an activity, but it is not.',
      },
    ];
  },

  enter: (run, _element, self) => complete(run, self),

  resume(run, element, host, trigger, wait) {
    const caught = settleWait(run, host, wait!, !element.interrupting, broughtBy(trigger));
    if (caught) goOnBy(run, { holder: host, element }, caught);
  },
};

import type { Behaviour } from '../behaviour.ts';
import { catchHere, waitHere } from '../catch-here.ts';

/** Waits for its event: a timer, a message. */
export const intermediateCatchEvent: Behaviour = {
  type: 'intermediateCatchEvent',
  place: 'catch',

  check({ events }) {
    if (events.length > 0) return [];
    return [
      {
        severity: 'error',
        code: 'event_definition_missing',
        message: '中间捕获事件没有说明等待什么。请把它改成定时事件或消息事件。',
        messageEn: 'Expected an event definition on the intermediate catch event, but there is none.',
      },
    ];
  },

  enter: (run, element, self) => waitHere(run, element, self),
  resume: (run, element, holder, trigger, wait) => catchHere(run, element, holder, trigger, wait),
};

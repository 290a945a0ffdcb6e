import type { Behaviour } from '../behaviour.ts';
import { catchHere, waitHere } from '../catch-here.ts';

/** Waits for a message, as a message catch event does, and may bear boundary events besides. */
export const receiveTask: Behaviour = {
  type: 'receiveTask',
  place: 'receive',

  check({ events }) {
    if (events.length > 0) return [];
    return [
      {
        severity: 'error',
        code: 'message_missing',
        message: '接收任务没有选定消息。请在属性栏为它新建或选择一个消息，并填写关联键。',
        messageEn: 'Expected the receive task to name a message, but it does not.',
      },
    ];
  },

  enter: (run, element, self) => waitHere(run, element, self),
  resume: (run, element, holder, trigger, wait) => catchHere(run, element, holder, trigger, wait),
};

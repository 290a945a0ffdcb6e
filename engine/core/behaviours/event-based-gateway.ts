import type { Behaviour } from '../behaviour.ts';
import { elementOf } from '../model.ts';
import { openWaits } from '../waits.ts';

/** Waits for the first of the events behind it (13.4.4); those events take the token from here themselves. */
export const eventBasedGateway: Behaviour = {
  type: 'eventBasedGateway',

  check({ outgoing }, model) {
    const targets = outgoing.map((id) => elementOf(model, model.flows[id]!.targetId));
    const unfit = targets.filter(
      ({ type, events }) =>
        type !== 'receiveTask' && !(type === 'intermediateCatchEvent' && events.length > 0),
    );
    if (outgoing.length > 1 && unfit.length === 0) return [];
    return [
      {
        severity: 'error',
        code: 'event_gateway_targets',
        message: '事件网关后面要直接连两个以上的中间捕获事件（消息或定时）或接收任务，请调整连线。',
        messageEn:
          'Expected at least two catch events or receive tasks right behind the event-based gateway.',
      },
    ];
  },

  enter: (run, { outgoing }, self) =>
    openWaits(
      run,
      self,
      outgoing.map((id) => run.model.flows[id]!.targetId),
    ),

  // the event that happened has been given the token already
  leave: () => [],
};

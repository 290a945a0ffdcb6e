import type { Behaviour } from '../behaviour.ts';
import { elementOf } from '../model.ts';
import { complete } from '../tokens.ts';

/** A scope that its start event begins while the scope around it runs: in its place, or beside it (13.5.4). */
export const eventSubProcess: Behaviour = {
  type: 'eventSubProcess',

  check({ starts, incoming, outgoing }, model) {
    const triggered = starts.filter((id) => elementOf(model, id).events.length > 0);
    if (triggered.length !== 1 || starts.length !== 1) {
      return [
        {
          severity: 'error',
          code: 'event_sub_process_start',
          message: '事件子流程里要有且只有一个开始事件，并说明由什么触发（消息、定时、错误、升级等）。',
          messageEn:
            'Expected exactly one start event with an event definition inside the event sub-process.',
        },
      ];
    }
    if (incoming.length === 0 && outgoing.length === 0) return [];
    return [
      {
        severity: 'error',
        code: 'event_sub_process_flow',
        message: '事件子流程由事件触发，不能有进出的连线，请删去。',
        messageEn: 'Expected no sequence flow into or out of the event sub-process.',
      },
    ];
  },

  enter(run, _element, self) {
    const startId = run.get(self).data.startId!;
    run.queue.push({ elementId: startId, scopeKey: self, flowId: null, caught: {} });
  },

  emptied: (run, _element, self) => complete(run, self),
};

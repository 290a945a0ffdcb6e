import type { Behaviour } from '../behaviour.ts';
import type { Fault } from '../finding.ts';
import type { Element, Model } from '../model.ts';
import { beginsProcess, targetsOf } from '../starts.ts';
import { goOnTo } from '../catch-here.ts';
import { openWaits } from '../waits.ts';

export interface EventBasedGatewayDetails {
  /** Each of its events has to happen (`eventGatewayType="Parallel"`); else the first one decides. */
  parallel: boolean;
}

/**
 * Waits for the first of the events behind it (13.4.4); those events take the token from here themselves. With
 * `instantiate` one of them begins the process (13.5.1); a parallel one stays until the others have come as well.
 */
export const eventBasedGateway: Behaviour<EventBasedGatewayDetails> = {
  type: 'eventBasedGateway',
  instantiates: true,

  read: ({ eventGatewayType }) => ({ parallel: eventGatewayType === 'Parallel' }),

  check(element, model) {
    const targets = targetsOf(model, element);
    const fit = targets.length > 1 && targets.every(canBeWaitedFor);
    const begins = targets.some((target) => beginsProcess(model, target));
    return [
      ...(fit ? [] : [targetsUnfit]),
      ...(targets.some(({ boundaries }) => boundaries.length > 0) ? [boundaryNeverHappens] : []),
      ...(begins ? checkBeginning(element, targets, model) : []),
    ];
  },

  enter(run, element, self) {
    const targets = targetsOf(run.model, element).map(({ id }) => id);
    const { begunBy } = run.get(self).data;
    const others = targets.filter((id) => id !== begunBy);
    if (others.length === targets.length) return openWaits(run, self, targets);
    const failure = element.details.parallel ? openWaits(run, self, others) : undefined;
    if (failure) return failure;
    goOnTo(run, self, begunBy as string, {});
  },

  // the event that happened has been given the token already
  leave: () => [],
};

function canBeWaitedFor({ type, events }: Element): boolean {
  return type === 'receiveTask' || (type === 'intermediateCatchEvent' && events.length > 0);
}

function checkBeginning({ incoming }: Element, targets: Element[], { elements, processId }: Model): Fault[] {
  const gateways = elements[processId]!.starts.filter((id) => elements[id]!.type === 'eventBasedGateway');
  const isPlain = ({ events }: Element) => events.length === 1 && events[0]!.type === 'message';
  const oneWay = targets.every((target) => target.incoming.length === 1);
  const repeats = targets.some(({ multiInstance, standardLoop }) => multiInstance ?? standardLoop);
  return [
    ...(incoming.length > 0 ? [ledTo] : []),
    ...(gateways.length > 1 ? [severalGateways] : []),
    ...(targets.every(isPlain) && oneWay && !repeats ? [] : [messagesOnly]),
  ];
}

const targetsUnfit: Fault = {
  severity: 'error',
  code: 'event_gateway_targets',
  message: '事件网关后面要直接连两个以上的中间捕获事件（消息或定时）或接收任务，请调整连线。',
  messageEn: 'Expected at least two catch events or receive tasks right behind the event-based gateway.',
};

const boundaryNeverHappens: Fault = {
  severity: 'error',
  code: 'event_gateway_boundary',
  message: '事件网关后面的接收任务收到消息就办完了，上面的边界事件不会发生。请删去边界事件。',
  messageEn: 'Expected no boundary event on a receive task behind an event-based gateway, but there is one.',
};

const ledTo: Fault = {
  severity: 'error',
  code: 'begins_with_flow',
  message: '启动流程的事件网关前面不能有连线。请删去连线，或改成普通的事件网关。',
  messageEn: 'Expected no flow into the gateway that begins the process, but there is one.',
};

const severalGateways: Fault = {
  severity: 'error',
  code: 'begins_twice',
  message:
    '一个流程只能有一个启动流程的事件网关：几组事件各等一个再合成一件，暂不支持。请合成一个并行的事件网关。',
  messageEn: 'Expected one event-based gateway to begin the process, but there are more.',
};

const messagesOnly: Fault = {
  severity: 'error',
  code: 'begins_by_messages',
  message:
    '启动流程的事件网关后面只能是各等一个消息的捕获事件或接收任务，各有一条连线，也不能是多实例或循环。',
  messageEn: 'Expected events of one message each behind the gateway that begins the process.',
};

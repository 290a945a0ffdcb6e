import type { Behaviour } from '../behaviour.ts';
import { catchHere, waitHere } from '../catch-here.ts';
import type { Fault } from '../finding.ts';
import { elementOf, type Element } from '../model.ts';
import { complete } from '../tokens.ts';

/**
 * Waits for a message, as a message catch event does, and may bear boundary events besides. With `instantiate` its
 * message begins the process (10.3.3), and it is done at once.
 */
export const receiveTask: Behaviour = {
  type: 'receiveTask',
  place: 'receive',
  instantiates: true,

  check(element, model) {
    const begins = elementOf(model, model.processId).starts.includes(element.id);
    return [
      ...(element.events.length > 0 ? [] : [messageMissing]),
      ...(begins ? checkBeginning(element) : []),
    ];
  },

  enter(run, element, self) {
    if (run.get(self).data.begunBy !== undefined) return complete(run, self);
    return waitHere(run, element, self);
  },

  resume: (run, element, holder, trigger, wait) => catchHere(run, element, holder, trigger, wait),
};

function checkBeginning({ incoming, multiInstance, standardLoop, boundaries }: Element): Fault[] {
  return [
    ...(incoming.length > 0 ? [ledTo] : []),
    ...(multiInstance || standardLoop ? [repeated] : []),
    ...(boundaries.length > 0 ? [boundaryNeverHappens] : []),
  ];
}

const messageMissing: Fault = {
  severity: 'error',
  code: 'message_missing',
  message: '接收任务没有选定消息。请在属性栏为它新建或选择一个消息，并填写关联键。',
  messageEn: 'Expected the receive task to name a message, but it does not.',
};

const ledTo: Fault = {
  severity: 'error',
  code: 'begins_with_flow',
  message: '启动流程的接收任务前面不能有连线。请删去连线，或取消“启动流程”。',
  messageEn: 'Expected no flow into the receive task that begins the process, but there is one.',
};

const repeated: Fault = {
  severity: 'error',
  code: 'begins_repeated',
  message: '启动流程的接收任务不能是多实例或循环：一个消息启动一件。请去掉多实例或循环。',
  messageEn: 'Expected the receive task that begins the process not to repeat, but it does.',
};

const boundaryNeverHappens: Fault = {
  severity: 'error',
  code: 'begins_with_boundary',
  message: '启动流程的接收任务收到消息就办完了，上面的边界事件不会发生。请删去边界事件。',
  messageEn: 'Expected no boundary event on a task that is done when the process begins, but there is one.',
};

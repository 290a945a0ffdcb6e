import type { Definition } from '../behaviour.ts';
import { compensate as undo, compensatedScope } from '../compensation.ts';
import type { DiagramNode } from '../diagram.ts';
import type { Fault } from '../finding.ts';
import { elementOf, type CompensateDetails, type Element, type Model } from '../model.ts';

/** Undoes activities that have completed, the latest first, and goes on when all of them are undone (13.5.5). */
export const compensate: Definition<CompensateDetails> = {
  type: 'compensate',
  places: ['throw', 'end', 'boundary', 'eventStart'],
  nonInterrupting: false,
  read: (node) => ({ activityId: (node.activityRef as DiagramNode | undefined)?.id ?? null }),

  check({ activityId }, element, model) {
    if (element.place === 'boundary') return checkHandler(element, model);
    if (element.place === 'eventStart' || activityId === null) return [];
    return model.elements[activityId] ? [] : [activityMissing(activityId)];
  },

  throw: (run, _element, { details }, self) =>
    undo(run, self, compensatedScope(run, self), details.activityId) ? 'waits' : undefined,
};

/** The association from the boundary event is read into its host. */
function checkHandler({ attachedTo }: Element, model: Model): Fault[] {
  const host = model.elements[attachedTo ?? ''];
  if (!host) return [];
  if (host.compensatedBy === null) return [handlerMissing];
  const { forCompensation, incoming, outgoing } = elementOf(model, host.compensatedBy);
  return forCompensation && incoming.length + outgoing.length === 0 ? [] : [handlerInFlow];
}

const handlerMissing: Fault = {
  severity: 'error',
  code: 'compensation_handler_missing',
  message: '补偿边界事件没有连到补偿活动。请从它拉一条关联线到用来撤销的任务上。',
  messageEn: 'Expected the compensation boundary event to be associated with a handler, but it is not.',
};

const handlerInFlow: Fault = {
  severity: 'error',
  code: 'compensation_handler_in_flow',
  message: '补偿活动要标为“用于补偿”，并且不能有进出的顺序流。',
  messageEn:
    'Expected the compensation handler to be marked isForCompensation and to have no sequence flows.',
};

function activityMissing(activityId: string): Fault {
  return {
    severity: 'error',
    code: 'compensated_activity_missing',
    message: `要补偿的活动“${activityId}”不在这个流程里，请重新选择。`,
    messageEn: `Expected activity '${activityId}' to be in the process, but it is not.`,
  };
}

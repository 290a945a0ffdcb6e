import type { Behaviour, Definition } from './behaviour.ts';
import { adHocSubProcess } from './behaviours/ad-hoc-sub-process.ts';
import { boundaryEvent } from './behaviours/boundary-event.ts';
import { businessRuleTask } from './behaviours/business-rule-task.ts';
import { callActivity } from './behaviours/call-activity.ts';
import { complexGateway } from './behaviours/complex-gateway.ts';
import { endEvent } from './behaviours/end-event.ts';
import { eventBasedGateway } from './behaviours/event-based-gateway.ts';
import { eventSubProcess } from './behaviours/event-sub-process.ts';
import { exclusiveGateway } from './behaviours/exclusive-gateway.ts';
import { inclusiveGateway } from './behaviours/inclusive-gateway.ts';
import { intermediateCatchEvent } from './behaviours/intermediate-catch-event.ts';
import { intermediateThrowEvent } from './behaviours/intermediate-throw-event.ts';
import { manualTask } from './behaviours/manual-task.ts';
import { parallelGateway } from './behaviours/parallel-gateway.ts';
import { process } from './behaviours/process.ts';
import { receiveTask } from './behaviours/receive-task.ts';
import { scriptTask } from './behaviours/script-task.ts';
import { sendTask } from './behaviours/send-task.ts';
import { serviceTask } from './behaviours/service-task.ts';
import { startEvent } from './behaviours/start-event.ts';
import { subProcess } from './behaviours/sub-process.ts';
import { task } from './behaviours/task.ts';
import { transaction } from './behaviours/transaction.ts';
import { userTask } from './behaviours/user-task.ts';
import { cancel } from './definitions/cancel.ts';
import { compensate } from './definitions/compensate.ts';
import { conditional } from './definitions/conditional.ts';
import { error } from './definitions/error.ts';
import { escalation } from './definitions/escalation.ts';
import { link } from './definitions/link.ts';
import { message } from './definitions/message.ts';
import { signal } from './definitions/signal.ts';
import { terminate } from './definitions/terminate.ts';
import { timer } from './definitions/timer.ts';

/** Every element and every event definition the engine executes. What is not here is refused at deployment. */
export const behaviours: Behaviour[] = [
  adHocSubProcess,
  boundaryEvent,
  businessRuleTask,
  callActivity,
  complexGateway,
  endEvent,
  eventBasedGateway,
  eventSubProcess,
  exclusiveGateway,
  inclusiveGateway,
  intermediateCatchEvent,
  intermediateThrowEvent,
  manualTask,
  parallelGateway,
  process,
  receiveTask,
  scriptTask,
  sendTask,
  serviceTask,
  startEvent,
  subProcess,
  task,
  transaction,
  userTask,
];

export const definitions: Definition[] = [
  cancel,
  compensate,
  conditional,
  error,
  escalation,
  link,
  message,
  signal,
  terminate,
  timer,
];

// looked up lazily: behaviours and the core import each other, and whichever loads first must not find this empty
let behaviourIndex: Map<string, Behaviour> | null = null;
let definitionIndex: Map<string, Definition> | null = null;

export function behaviourOf(type: string): Behaviour {
  behaviourIndex ??= new Map(behaviours.map((one) => [one.type, one]));
  return required(behaviourIndex.get(type), type);
}

export function definitionOf(type: string): Definition {
  definitionIndex ??= new Map(definitions.map((one) => [one.type, one]));
  return required(definitionIndex.get(type), type);
}

function required<T>(found: T | undefined, type: string): T {
  if (!found) throw new Error(`Expected '${type}' to be executed by this engine, but it is not.`);
  return found;
}

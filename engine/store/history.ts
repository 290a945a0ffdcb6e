import type { Event } from '../core/events.ts';
import type { JsonObject, Key } from '../core/keys.ts';
import type { HeldInstance } from './instances.ts';
import type { SavePart } from './save-batch.ts';

/** As the view `history_event` reads it. An array: names of columns in each event would be half of what is written. */
type Told = [type: string, elementId: string | null, elementInstanceKey: Key | null, data: JsonObject];

/** The append-only account of what happened to an instance: a row for what one command did, its events in order. */
export function historyParts(held: HeldInstance, at: Date, actorId: string): SavePart[] {
  if (held.events.length === 0) return [];
  return [
    {
      code: 'hi',
      text: `insert into history_step_live (instance_key, at, actor, events) values ($1, $2, $3, $4)`,
      values: [held.instance.key, at, actorId, JSON.stringify(held.events.map(tell))],
    },
  ];
}

/** What a variable was is kept as long as it is this short; collections that grow by the round are not copied each time. */
const LONGEST_VALUE = 4_000;

/** Contents of forms are not repeated here; what variables became is, so that a correction can be traced. */
function tell(event: Event): Told {
  const { type } = event;
  switch (event.type) {
    case 'flowTaken':
      return [type, event.flowId, event.scopeKey, {}];
    case 'variablesSet':
      return [type, null, event.scopeKey, { names: Object.keys(event.values), values: short(event.values) }];
    case 'instanceStarted':
    case 'instanceCompleted':
      return [type, null, null, { names: Object.keys(event.variables) }];
    case 'userTaskCreated':
      return ofElement(event, { userTaskKey: event.userTaskKey, name: event.name, dueAt: event.dueAt });
    case 'jobCreated':
      return ofElement(event, { jobKey: event.jobKey, jobType: event.jobType, name: event.name });
    case 'elementActivated':
    case 'elementCompleted':
    case 'elementTerminated':
      return ofElement(event, { elementType: event.elementType });
    case 'timerCreated':
      return ofElement(event, { timerKey: event.timerKey, dueAt: event.dueAt });
    case 'subscriptionOpened':
      return ofElement(event, { subscriptionKey: event.subscriptionKey, messageName: event.messageName });
    case 'signalAwaited':
      return ofElement(event, { subscriptionKey: event.subscriptionKey, signalName: event.signalName });
    case 'escalationThrown':
      return ofElement(event, { escalationCode: event.escalationCode, caught: event.caught });
    case 'elementMigrated':
      return ofElement(event, { from: event.from });
    case 'incidentRaised':
      return ofElement(event, { incidentKey: event.incidentKey, code: event.code, message: event.message });
    default: {
      const { type: _, ...data } = event;
      return [type, null, null, data];
    }
  }
}

function short(values: JsonObject): JsonObject {
  return JSON.stringify(values).length <= LONGEST_VALUE ? values : {};
}

function ofElement(
  { type, elementId, elementInstanceKey }: { type: string; elementId: string; elementInstanceKey: Key },
  data: JsonObject,
): Told {
  return [type, elementId, elementInstanceKey, data];
}

import type { Event } from '../core/events.ts';
import type { JsonObject, Key } from '../core/keys.ts';
import type { HeldInstance } from './instances.ts';
import type { SavePart } from './save-batch.ts';

interface HistoryRow {
  type: string;
  element_id: string | null;
  element_instance_key: Key | null;
  data: JsonObject;
}

/** The append-only account of what happened to an instance: one row an event, in order. */
export function historyParts(held: HeldInstance, at: Date, actorId: string): SavePart[] {
  if (held.events.length === 0) return [];
  return [
    {
      code: 'hi',
      text: `insert into history_event (instance_key, at, actor, type, element_id, element_instance_key, data)
             select $1, $2, $3, r.type, r.element_id, r.element_instance_key, r.data
               from jsonb_to_recordset($4) as r(type text, element_id text, element_instance_key bigint, data jsonb)`,
      values: [held.instance.key, at, actorId, JSON.stringify(held.events.map(toRow))],
    },
  ];
}

/** What a variable was is kept as long as it is this short; collections that grow by the round are not copied each time. */
const LONGEST_VALUE = 4_000;

/** Contents of forms are not repeated here; what variables became is, so that a correction can be traced. */
function toRow(event: Event): HistoryRow {
  const { type } = event;
  switch (event.type) {
    case 'flowTaken':
      return { type, element_id: event.flowId, element_instance_key: event.scopeKey, data: {} };
    case 'variablesSet':
      return row(type, null, event.scopeKey, {
        names: Object.keys(event.values),
        values: short(event.values),
      });
    case 'instanceStarted':
    case 'instanceCompleted':
      return row(type, null, null, { names: Object.keys(event.variables) });
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
      return row(type, null, null, data);
    }
  }
}

function short(values: JsonObject): JsonObject {
  return JSON.stringify(values).length <= LONGEST_VALUE ? values : {};
}

function ofElement(
  event: { type: string; elementId: string; elementInstanceKey: Key },
  data: JsonObject,
): HistoryRow {
  return row(event.type, event.elementId, event.elementInstanceKey, data);
}

function row(
  type: string,
  elementId: string | null,
  elementInstanceKey: Key | null,
  data: JsonObject,
): HistoryRow {
  return { type, element_id: elementId, element_instance_key: elementInstanceKey, data };
}

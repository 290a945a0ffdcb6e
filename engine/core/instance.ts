import type { JsonObject, JsonValue, Key } from './keys.ts';
import type { Trigger } from './trigger.ts';

/**
 * One running process instance: the token tree. Only what is alive is in it, so that the cost of a step does not
 * grow with history. It is plain JSON and is stored as such; stepping needs nothing else but the graph.
 */
export interface Instance {
  /** Also the key of the root element instance (the process scope). */
  key: Key;
  definitionKey: Key;
  processId: string;
  businessKey: string | null;
  state: InstanceState;
  /** The call activity that started this instance, if one did. */
  caller: { instanceKey: Key; elementInstanceKey: Key } | null;
  /** Live element instances by key; the root scope is among them under `key`. */
  elements: Record<Key, ElementInstance>;
  /** Tokens at joins: `<scopeKey>/<gatewayId>` → ids of the sequence flows that have arrived, in order, repeats kept. */
  joins: Record<string, string[]>;
  /** Open incidents by key. */
  incidents: Record<Key, Incident>;
  /** Completed activities that can be undone, in order of completion; there only where the diagram draws compensation. */
  compensations?: Compensation[];
  postponed?: Postponed[];
}

/** What has to happen, and first waits for listeners of the user tasks it ends. */
export interface Postponed {
  trigger: Trigger;
  /** Element instances of the tasks. */
  waitsFor: Key[];
}

export interface Compensation {
  elementId: string;
  /** The scope it completed in. */
  scopeKey: Key;
  /** Of a scope: the variables it ended with, and what has completed inside. */
  variables?: JsonObject;
  inside?: Compensation[];
  /** Of a multi-instance activity: its rounds. */
  rounds?: Compensation[];
}

export interface Incident {
  elementInstanceKey: Key;
  code: string;
  message: string;
  /** What `incidentResolved` does again: entering the element, completing it, or its behaviour's own wait. */
  retry: 'enter' | 'complete' | 'resume';
}

export type InstanceState = 'active' | 'suspended' | 'completed' | 'cancelled';

export interface ElementInstance {
  key: Key;
  elementId: string;
  /** The scope it lives in; null for the root scope. */
  parentKey: Key | null;
  state: 'active' | 'completing';
  /** Variables local to this scope (BPMN 10.4.2: data lives in the scope that declares it). */
  variables: JsonObject;
  /** Open timers and subscriptions: its own, those of its boundary events, of the events behind its gateway. */
  waits: Wait[];
  /** Set on the body of a multi-instance or looping activity. */
  loop?: Loop;
  /** Set on one round of such an activity: its place from 0. */
  round?: number;
  /** The behaviour's own memory: key of its user task, its job … */
  data: JsonObject;
}

/** Something from outside that an element instance waits for. */
export interface Wait {
  /** Event definition that opened it: timer, message, signal, conditional. */
  type: string;
  /** Key of the timer or subscription. */
  key: Key;
  /** The element that goes on when it happens: the holder itself, a boundary event, an event behind a gateway. */
  elementId: string;
  /** Timer cycles: rounds left after this one; null for ever. */
  repeats?: number | null;
  /** Multiple events: which of its definitions this is, from 0. */
  part?: number;
  /** Conditional events: what the condition answered last. */
  held?: boolean;
}

export interface Loop {
  /** Rounds there will be; 0 in a standard loop, which does not know. */
  total: number;
  /** Rounds started. */
  started: number;
  completed: number;
  /** What the rounds are about; kept for sequential loops only. */
  items: JsonValue[] | null;
  /** Rounds that begin when another is done, by the round they wait for (加签): what they are about. */
  followers?: Record<number, JsonValue>;
}

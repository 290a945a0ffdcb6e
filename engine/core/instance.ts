import type { JsonObject, Key } from './keys.ts';

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
  /** Parallel joins: `<scopeKey>/<gatewayId>` → ids of the sequence flows that have arrived, in order, repeats kept. */
  joins: Record<string, string[]>;
  /** Open incidents by key. */
  incidents: Record<Key, Incident>;
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
  state: 'active' | 'completing' | 'terminating';
  /** Variables local to this scope (BPMN 10.4.2: data lives in the scope that declares it). */
  variables: JsonObject;
  /** The behaviour's own memory: keys of its job, timers, subscriptions, loop counters … */
  data: JsonObject;
}

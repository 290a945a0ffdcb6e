import type { JsonObject, JsonValue, Key } from './keys.ts';
import type { ListenerEvent } from './model.ts';
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
  data: ElementMemory;
}

/** What an element instance has to know of itself until it ends, by who keeps it. */
export interface ElementMemory {
  // tasks, and whoever asks for work
  userTaskKey?: Key;
  jobKey?: Key;
  /** Call activity: the process it called runs. */
  calling?: boolean;
  /** Business rule task: its decision is being made. */
  deciding?: boolean;

  // listeners
  listening?: Listening;
  /** Events whose listeners have all worked. */
  heard?: string[];
  /** What somebody wanted of a user task, until its listeners agree. */
  pending?: Trigger;
  /** What its listeners put right of that. */
  corrections?: JsonObject;

  // scopes
  /** The start event that begins it; of a process instead elements somebody chose. */
  startId?: string;
  startAt?: string[];
  /** The gateway or receive task that began the process: id of the event that happened. */
  begunBy?: string;
  /** An interrupting event sub-process has taken over. */
  interrupted?: boolean;

  // ways in and out
  /** Events behind an event-based gateway: what theirs brought. */
  caught?: JsonObject;
  /** Parallel multiple events: by element, what those that have happened brought. */
  gathered?: Record<string, JsonObject>;
  /** Its outputs are mapped: a second try must not do it twice. */
  mapped?: boolean;
  /** Complex gateway: flows whose tokens it took; and that it has let its token go. */
  arrived?: string[];
  gone?: boolean;
  /** Ad-hoc sub-process: no more elements are begun; those that wait for their turn. */
  done?: boolean;
  lined?: ChosenElement[];

  // compensation
  /** What is left to undo, oldest first. */
  undoing?: Compensation[];
  /** Handler: the instance that waits for it. */
  undoes?: Key;
  /** A scope that lives again only to be undone. */
  again?: boolean;
}

export interface ChosenElement {
  elementId: string;
  /** Seen by this element only. */
  variables: JsonObject;
}

/** A listener at work. */
export interface Listening {
  on: ListenerEvent;
  /** Which of the listeners for this event, in drawing order. */
  index: number;
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
  /** Rounds somebody has added by hand: what they are about, and who. */
  added?: { item: JsonValue; by: JsonValue }[];
}

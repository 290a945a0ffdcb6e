/**
 * The executable graph of one process: plain JSON, made by `bpmn/read`, read by `step`. It never changes while
 * instances run on it, so callers read a definition once, keep its Model and hand the same object to every step.
 */
export interface Model {
  processId: string;
  name: string;
  versionTag: string | null;
  /** `zeebe:property` values of the process: serviceCode, icon, eligibility, milestones … */
  properties: Record<string, string>;
  /** Every flow node by id, and the process itself (type `process`) under its own id. */
  elements: Record<string, Element>;
  flows: Record<string, Flow>;
}

/** One flow node. `Details` is what its behaviour's `read` took from the diagram. */
export interface Element<Details = unknown> {
  id: string;
  /** Behaviour that executes it: the BPMN name in camel case (`userTask`, `boundaryEvent`, `subProcess` …). */
  type: string;
  /** Empty when the diagram gives none. */
  name: string;
  documentation: string | null;
  /** The scope it is drawn in: a sub-process or the process; null for the process itself. */
  parentId: string | null;
  /** Ids of sequence flows, in drawing order. */
  incoming: string[];
  outgoing: string[];
  defaultFlow: string | null;
  /**
   * Start events drawn directly inside, when this is a scope; of the process also receive tasks and the event-based
   * gateway that begin it.
   */
  starts: string[];
  /** Boundary events attached to it. */
  boundaries: string[];
  /** Activity that undoes this one: its compensation boundary event is associated with it. */
  compensatedBy: string | null;
  /** Such an activity: nothing leads to it. */
  forCompensation: boolean;
  /** Host of a boundary event. */
  attachedTo: string | null;
  /** Names of the data objects drawn directly inside, when this is a scope: variables it declares. */
  dataObjects: string[];
  /** Start events of the event sub-processes drawn directly inside, when this is a scope. */
  eventStarts: string[];
  /** False only for non-interrupting boundary and event sub-process start events. */
  interrupting: boolean;
  /** In drawing order. */
  listeners: Listener[];
  inputs: Mapping[];
  outputs: Mapping[];
  multiInstance: MultiInstance | null;
  standardLoop: StandardLoop | null;
  /** Where its events stand when it is an event, or a task that sends or receives. */
  place: Place | null;
  /** What an event throws or waits for: none for plain events and everything that is no event, several for multiple ones. */
  events: EventDefinition[];
  /** True: a multiple event that has happened only when each of its events has. */
  parallelMultiple: boolean;
  /** `zeebe:formDefinition` formId of user tasks and start events. */
  formId: string | null;
  properties: Record<string, string>;
  details: Details;
}

export interface Flow {
  id: string;
  name: string;
  sourceId: string;
  targetId: string;
  /** FEEL without its leading `=`; null when the flow is unconditional. */
  condition: string | null;
}

/** `source` is FEEL when it starts with `=`, otherwise the text itself; `target` may be dotted (`person.name`). */
export interface Mapping {
  source: string;
  target: string;
}

/** When a listener is at work: around the execution of an element … */
export type ExecutionEvent = 'start' | 'end';
/** … or before something becomes of a user task. */
export type TaskEvent = 'creating' | 'assigning' | 'updating' | 'completing' | 'canceling';
export type ListenerEvent = ExecutionEvent | TaskEvent;

export interface Listener {
  on: ListenerEvent;
  /** FEEL when they start with `=`, otherwise the text itself. */
  jobType: string | null;
  retries: string;
  headers: Record<string, string>;
}

export interface MultiInstance {
  sequential: boolean;
  /** FEEL list, or FEEL number of rounds (`loopCardinality`), without the leading `=`. */
  inputCollection: string | null;
  cardinality: string | null;
  inputElement: string | null;
  outputCollection: string | null;
  outputElement: string | null;
  completionCondition: string | null;
  /** What a round has filled in stays in the round; only what is collected goes on. */
  ownResults?: boolean;
  /** Evaluated when the last round is done, over the collected list and `asked`, the number of rounds. */
  result?: { variable: string; expression: string };
}

/** BPMN 13.3.6: goes round again while the condition holds. */
export interface StandardLoop {
  /** True: the condition is asked before the first round as well. */
  testBefore: boolean;
  /** FEEL without the leading `=`; null when only the maximum ends the loop. */
  condition: string | null;
  maximum: number | null;
}

/** Positions an event definition can stand in. */
export type Place = 'start' | 'eventStart' | 'catch' | 'throw' | 'end' | 'boundary' | 'receive' | 'send';

/** `type` names a file in `core/definitions`: timer, message, error, signal … */
export interface EventDefinition<Details = unknown> {
  type: string;
  details: Details;
}

export interface TimerDetails {
  /** `date`: a point in time. `duration`: a term (`3WD`, `P15D`, `PT2H`). `cycle`: `R3/PT10M`, `R/P1D`. */
  kind: 'date' | 'duration' | 'cycle';
  /** FEEL when it starts with `=`, otherwise the text itself. */
  value: string;
}

export interface MessageDetails {
  name: string;
  /** FEEL without its leading `=`; null for message start events. */
  correlationKey: string | null;
}

export interface ErrorDetails {
  /** Null where it is caught: every error. */
  code: string | null;
}

export interface EscalationDetails {
  /** Null where it is caught: every escalation. */
  code: string | null;
}

export interface SignalDetails {
  /** FEEL when it starts with `=`, otherwise the text itself. */
  name: string;
}

export interface ConditionalDetails {
  /** FEEL without its leading `=`. */
  condition: string;
}

export interface CompensateDetails {
  /** The one activity to undo; null: everything in the scope. */
  activityId: string | null;
}

export interface LinkDetails {
  name: string;
}

export function elementOf(model: Model, id: string): Element {
  const element = model.elements[id];
  if (!element) throw new Error(`Expected element '${id}' in process '${model.processId}', but it has none.`);
  return element;
}

const children = new WeakMap<Model, Map<string | null, Element[]>>();

/** Elements drawn directly inside a scope, in drawing order. */
export function childrenOf(model: Model, scopeId: string): Element[] {
  let known = children.get(model);
  if (!known) {
    known = new Map();
    for (const element of Object.values(model.elements)) {
      const siblings = known.get(element.parentId);
      if (siblings) siblings.push(element);
      else known.set(element.parentId, [element]);
    }
    children.set(model, known);
  }
  return known.get(scopeId) ?? [];
}

/** Ids of the scopes around an element, from the process inwards. */
export function scopesAround(model: Model, { parentId }: Element): string[] {
  if (parentId === null) return [];
  return [...scopesAround(model, elementOf(model, parentId)), parentId];
}

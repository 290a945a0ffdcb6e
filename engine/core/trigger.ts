import type { UserTaskCreated } from './events.ts';
import type { JsonObject, JsonValue, Key } from './keys.ts';
import type { Modification } from './modify.ts';

/** What may happen to an instance from outside. One trigger is one step. */
export type Trigger =
  /** `startElementIds`: elements to begin with instead of a start event. */
  | { type: 'start'; startElementId?: string; startElementIds?: string[]; variables: JsonObject }
  | { type: 'userTaskCompleted'; userTaskKey: Key; variables: JsonObject }
  /** Somebody wants to change an open task, if its listeners agree; `action` says who carries it out what it is. */
  | {
      type: 'userTaskChanging';
      userTaskKey: Key;
      on: 'assigning' | 'updating';
      action: string;
      changes: TaskCorrections;
    }
  /** `denied`: a task listener refuses, and why. `corrections`: what it puts right of its task besides. */
  | {
      type: 'jobCompleted';
      jobKey: Key;
      variables: JsonObject;
      denied?: string;
      corrections?: TaskCorrections;
    }
  | { type: 'jobFailed'; jobKey: Key; message: string }
  | { type: 'jobErrorThrown'; jobKey: Key; errorCode: string; message: string; variables: JsonObject }
  | { type: 'timerFired'; timerKey: Key }
  | { type: 'messageCorrelated'; subscriptionKey: Key; variables: JsonObject }
  | { type: 'signalReceived'; subscriptionKey: Key; variables: JsonObject }
  | { type: 'calledProcessEnded'; elementInstanceKey: Key; variables: JsonObject }
  | { type: 'calledProcessError'; elementInstanceKey: Key; errorCode: string; variables: JsonObject }
  | { type: 'calledProcessEscalated'; elementInstanceKey: Key; escalationCode: string; variables: JsonObject }
  /** The process a call activity names cannot be started: becomes an incident. */
  | { type: 'calledProcessFailed'; elementInstanceKey: Key; message: string }
  /** Elements of an ad-hoc sub-process that somebody has chosen. */
  | {
      type: 'elementsActivated';
      elementInstanceKey: Key;
      elements: { elementId: string; variables: JsonObject }[];
      cancelRemaining?: boolean;
    }
  /** What a step has put off. */
  | { type: 'later'; elementInstanceKey: Key }
  /** Comes from inside: everything is undone that was to be. */
  | { type: 'compensated' }
  /** Comes from inside: a condition that is waited for has become true. */
  | { type: 'conditionMet' }
  | { type: 'decisionMade'; elementInstanceKey: Key; result: JsonValue }
  | { type: 'decisionFailed'; elementInstanceKey: Key; message: string }
  /** `jobGoesOn`: the very job that failed is tried again; otherwise what was stopped is done anew. */
  | { type: 'incidentResolved'; incidentKey: Key; variables?: JsonObject; jobGoesOn?: boolean }
  | { type: 'modify'; modification: Modification }
  /** Variables from outside, into the scope itself (`local`) or to wherever they are declared. */
  | { type: 'variablesChanged'; scopeKey: Key; variables: JsonObject; local: boolean }
  /** The work goes back from this element instance to an earlier element. */
  | { type: 'sentBack'; elementInstanceKey: Key; elementId: string }
  /**
   * One more round beside (before, after) this one of a multi-instance activity, and who wanted it (as the caller names
   * people); one round less.
   */
  | { type: 'roundAdded'; elementInstanceKey: Key; item: JsonValue; place: RoundPlace; by: JsonValue }
  | { type: 'roundRemoved'; elementInstanceKey: Key }
  | { type: 'suspend' }
  | { type: 'resume' }
  /** `outcome`: how its case ends, when whoever cancels says so. */
  | { type: 'cancel'; outcome?: { outcome: string; outcomeName: string } };

/** `before`: this round comes again after the new one. `after`: the new one begins when this one is done. */
export type RoundPlace = 'beside' | 'before' | 'after';

/** Attributes of a user task that a listener says better than the diagram; what is left out stays. */
export type TaskCorrections = Partial<
  Pick<
    UserTaskCreated,
    'assignee' | 'dueAt' | 'followUpAt' | 'priority' | 'candidateGroups' | 'candidateUsers'
  >
>;

/** Variables that come with a trigger. */
export function broughtBy(trigger: Trigger): JsonObject {
  return 'variables' in trigger ? (trigger.variables ?? {}) : {};
}

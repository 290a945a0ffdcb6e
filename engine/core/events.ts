import type { JsonObject, Key } from './keys.ts';
import type { ListenerEvent } from './model.ts';
import type { TaskCorrections } from './trigger.ts';

/**
 * Facts of one step, in order. The store writes them as rows in the step's transaction: open user tasks, jobs,
 * timers, subscriptions and incidents, and the append-only history. Times are ISO 8601 strings in UTC.
 */
export type Event =
  | { type: 'instanceStarted'; variables: JsonObject }
  | { type: 'instanceCompleted'; variables: JsonObject }
  | { type: 'instanceCancelled'; outcome?: { outcome: string; outcomeName: string } }
  | { type: 'instanceSuspended' }
  | { type: 'instanceResumed' }
  | { type: 'instanceMigrated'; definitionKey: Key; from: Key }
  | ElementMigrated
  | { type: 'waitMigrated'; waitKey: Key; waitType: string; elementId: string }
  | {
      type: 'elementActivated';
      elementInstanceKey: Key;
      elementId: string;
      elementType: string;
      parentKey: Key | null;
    }
  | { type: 'elementCompleted'; elementInstanceKey: Key; elementId: string; elementType: string }
  | { type: 'elementTerminated'; elementInstanceKey: Key; elementId: string; elementType: string }
  | { type: 'flowTaken'; flowId: string; scopeKey: Key }
  | { type: 'variablesSet'; scopeKey: Key; values: JsonObject }
  | UserTaskCreated
  | { type: 'userTaskCompleted'; userTaskKey: Key }
  | { type: 'userTaskCancelled'; userTaskKey: Key }
  | UserTaskChanged
  /** A listener refused what somebody wanted to do with it. */
  | { type: 'userTaskDenied'; userTaskKey: Key; on: ListenerEvent; reason: string }
  | JobCreated
  | { type: 'jobCompleted'; jobKey: Key }
  | { type: 'jobCancelled'; jobKey: Key }
  | { type: 'timerCreated'; timerKey: Key; elementInstanceKey: Key; elementId: string; dueAt: string }
  | { type: 'timerFired'; timerKey: Key }
  | { type: 'timerCancelled'; timerKey: Key }
  | {
      type: 'subscriptionOpened';
      subscriptionKey: Key;
      elementInstanceKey: Key;
      elementId: string;
      messageName: string;
      correlationKey: string;
    }
  | { type: 'subscriptionClosed'; subscriptionKey: Key }
  | {
      type: 'signalAwaited';
      subscriptionKey: Key;
      elementInstanceKey: Key;
      elementId: string;
      signalName: string;
    }
  | { type: 'signalUnawaited'; subscriptionKey: Key }
  | {
      type: 'escalationThrown';
      elementInstanceKey: Key;
      elementId: string;
      escalationCode: string;
      /** False: nobody in this instance catches it, and the token goes on all the same. */
      caught: boolean;
    }
  | {
      type: 'incidentRaised';
      incidentKey: Key;
      elementInstanceKey: Key;
      elementId: string;
      code: string;
      message: string;
      /** The job that failed, when the incident comes from one. */
      jobKey?: Key;
    }
  | { type: 'incidentResolved'; incidentKey: Key };

/** An element instance has become one of another element; its task and job, if it has them, go along. */
export interface ElementMigrated {
  type: 'elementMigrated';
  elementInstanceKey: Key;
  from: string;
  elementId: string;
  name: string;
  userTaskKey: Key | null;
  jobKey: Key | null;
  formId: string | null;
  properties: Record<string, string>;
}

export interface UserTaskCreated {
  type: 'userTaskCreated';
  userTaskKey: Key;
  elementInstanceKey: Key;
  elementId: string;
  name: string;
  formId: string | null;
  /** Term as drawn (`3WD`, `P15D`, `P3M` …) from the property `term`; null when the diagram gives none. */
  term: string | null;
  dueAt: string | null;
  followUpAt: string | null;
  /** 0 to 100, 50 unless drawn. */
  priority: number;
  assignee: string | null;
  /** Evaluated `candidateGroups` / `candidateUsers`; empty when the diagram leaves it to policy. */
  candidateGroups: string[];
  candidateUsers: string[];
  /** `zeebe:property` values, name → value; what the screens may offer (`returnWith`, `primaryAction` …). */
  properties: Record<string, string>;
  /** Variables visible in the task's scope when it was created: policy conditions and titles read them. */
  variables: JsonObject;
}

/** What somebody wanted of an open task, its listeners agreeing, with what they have put right. */
export interface UserTaskChanged {
  type: 'userTaskChanged';
  userTaskKey: Key;
  action: string;
  changes: TaskCorrections;
}

export interface JobCreated {
  type: 'jobCreated';
  jobKey: Key;
  elementInstanceKey: Key;
  elementId: string;
  /** Element name as drawn: shows in incidents and timelines. */
  name: string;
  jobType: string;
  /** What a listener's job is done for; null: the work of the element itself. */
  listenerEvent: ListenerEvent | null;
  retries: number;
  headers: Record<string, string>;
  /** The job's input: mapped inputs, or everything visible when nothing is mapped. */
  variables: JsonObject;
}

import type { Binding } from './binding.ts';
import type { JsonObject, Key } from './keys.ts';

/** What a step asks of the world beyond its own instance. Carried out by `commands/execute`, in the same transaction. */
export type Effect =
  | {
      type: 'callProcess';
      elementInstanceKey: Key;
      processId: string;
      binding: Binding;
      variables: JsonObject;
    }
  | {
      type: 'makeDecision';
      elementInstanceKey: Key;
      elementId: string;
      decisionId: string;
      binding: Binding;
      variables: JsonObject;
    }
  /** There is more to do than fits into one step: `later` is to come in a transaction of its own. */
  | { type: 'goOnLater'; elementInstanceKey: Key }
  | { type: 'cancelCalled'; elementInstanceKey: Key }
  | { type: 'returnToCaller'; instanceKey: Key; elementInstanceKey: Key; variables: JsonObject }
  | {
      type: 'throwToCaller';
      instanceKey: Key;
      elementInstanceKey: Key;
      errorCode: string;
      variables: JsonObject;
    }
  | {
      type: 'escalateToCaller';
      instanceKey: Key;
      elementInstanceKey: Key;
      escalationCode: string;
      variables: JsonObject;
    }
  | { type: 'broadcastSignal'; signalName: string; variables: JsonObject }
  | { type: 'publishMessage'; messageName: string; correlationKey: string; variables: JsonObject };

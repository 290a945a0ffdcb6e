import type { JsonObject, Key } from '../../engine/core/keys.ts';

/** An event of the outside; `at` is the element it happens at. */
export interface Happening {
  key: Key;
  at: string;
  on: 'message' | 'timer' | 'signal';
  variables: JsonObject;
}

/**
 * What the outside does to a process instance; both the engine and the reference take it. `key` is the engine's key of the
 * element instance it is about, `at` the element whose event happens.
 */
export type Stimulus =
  | { does: 'start'; variables: JsonObject }
  | { does: 'complete task'; key: Key; variables: JsonObject }
  | { does: 'complete job'; key: Key; variables: JsonObject }
  | { does: 'fail job'; key: Key }
  | { does: 'throw error'; key: Key; code: string; variables: JsonObject }
  | ({ does: 'happen' } & Happening)
  /** One after the other in any order; what is no longer waited for when its turn comes does not happen. */
  | { does: 'happen together'; happenings: Happening[] }
  | {
      does: 'choose';
      key: Key;
      elements: { elementId: string; variables: JsonObject }[];
      cancelRemaining: boolean;
    }
  /** `goesOn`: the very job that failed is tried again. */
  | { does: 'resolve'; key: Key; code: string; variables: JsonObject; goesOn: boolean }
  /** Into the scope itself (`local`), or to wherever they are declared. */
  | { does: 'set variables'; key: Key; variables: JsonObject; local: boolean }
  | { does: 'cancel' };

import type { JsonObject, Key } from '../../../engine/core/keys.ts';

/**
 * One state of the reference: what is alive, the tokens between two elements, and what has been said but not heard yet.
 * Plain JSON; a state is never changed, moves work on copies.
 */
export interface State {
  /** Number the next frame gets. */
  next: number;
  /** Milliseconds. */
  now: number;
  frames: Record<number, Frame>;
  tokens: Token[];
  /** Engine keys of element instances that were ended from outside, until the engine has said so. */
  owed: Key[];
  /** Said between instances and not heard yet: they run apart from each other. */
  mail: Mail[];
  /** Conditions that have become true and whose events have not happened yet. */
  met: { holder: number; at: string }[];
  /** Thrown to the outside since the last stimulus. */
  sent: Sent[];
  /** Process instances that have ended. */
  ended: Record<Key, { state: 'completed' | 'cancelled'; variables: JsonObject }>;
}

/** A live element instance. */
export interface Frame {
  n: number;
  key: Key;
  at: string;
  /** The frame around it; null: the outermost of a process instance. */
  in: number | null;
  /** A looping activity is a body, with a frame inside for each round. */
  role: 'plain' | 'body' | 'round';
  phase: Phase;
  variables: JsonObject;
  waits: Wait[];
  /** What somebody outside is to do for it. */
  asks: 'task' | 'job' | null;
  /** What the task or job was given along. */
  given: JsonObject;
  listening: { on: 'start' | 'end'; index: number } | null;
  incidents: Problem[];
  /** Found wrong, and the engine has not said so yet. */
  failing: Problem | null;
  /** Tokens at the joins inside, by join: the branches they came by. */
  arrived: Record<string, number[]>;
  /** Branches an inclusive gateway inside has taken, by join. */
  taken: Record<string, number[]>;
  /** What has completed inside and can be undone, in order. */
  notes: Note[];
  /** An interrupting event sub-process has begun inside. */
  interrupted: boolean;
  round: number;
  loop: { items: number[]; begun: number; done: number } | null;
  /** An event-based gateway: what has happened. */
  chosen: { at: string; brought: JsonObject } | null;
  /** What it is undoing, latest last; `cancels`: it leaves the transaction afterwards. */
  undoing: { left: Undoing[]; cancels: boolean } | null;
  /** Undoes something for this frame. */
  undoes: number | null;
  /** A scope that is there again only to be undone. */
  again: boolean;
  adHoc: { line: Chosen[]; ended: boolean; done: boolean; begun: boolean } | null;
  /** Of a called process: the call activity. */
  caller: number | null;
}

/**
 * `working`: for people, workers, events or what is inside. `calling`: for another instance. `gone`: a complex gateway that
 * has gone on and swallows what still comes. `ready`: its work is done and it can be left.
 */
export type Phase = 'working' | 'calling' | 'gone' | 'ready' | 'stopped';

export interface Problem {
  code: string;
  again: 'enter' | 'leave' | 'work';
}

export interface Wait {
  at: string;
  on: 'message' | 'timer' | 'signal' | 'condition';
  /** Message and signal. */
  name?: string;
  correlationKey?: string;
  dueAt?: number;
  /** Cycles: rounds left after this one; null for ever. */
  left?: number | null;
  held?: boolean;
}

export interface Token {
  at: string;
  in: number;
  /** Its event has happened already and has brought this. */
  caught?: JsonObject;
  locals?: JsonObject;
  round?: { index: number; item: number | null };
  undoes?: number;
  /** A scope that begins again to be undone. */
  again?: Note;
}

export interface Chosen {
  at: string;
  locals: JsonObject;
}

/** Something that has completed: an activity with a handler, a scope, or the rounds of a loop. */
export interface Note {
  at: string;
  variables?: JsonObject;
  inside?: Note[];
  rounds?: Note[];
}

export interface Undoing extends Note {
  /** The scope it had completed in. */
  scope: number;
}

export type Mail =
  /** `to`: who calls, null for the outermost process. `orphan`: who calls has been ended meanwhile; the called process may begin all the same, and is cancelled then. */
  | { says: 'call'; to: number | null; at: string; variables: JsonObject; orphan?: boolean }
  | { says: 'cancel'; to: number }
  | { says: 'decided'; to: number; result: JsonObject }
  | { says: 'undecided'; to: number }
  | { says: 'returned'; to: number; variables: JsonObject }
  | { says: 'error'; to: number; code: string; variables: JsonObject }
  | { says: 'escalation'; to: number; code: string; variables: JsonObject }
  /** From the outside: several events come at once. */
  | { says: 'happened'; to: number; at: string; on: Wait['on']; variables: JsonObject };

export type Sent =
  | { sends: 'message'; name: string; correlationKey: string; variables: JsonObject }
  | { sends: 'signal'; name: string; variables: JsonObject };

export const emptyState: State = {
  next: 1,
  now: 0,
  frames: {},
  tokens: [],
  owed: [],
  mail: [],
  met: [],
  sent: [],
  ended: {},
};

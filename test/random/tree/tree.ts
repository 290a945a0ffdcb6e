import type { Condition, Sum } from './expressions.ts';

/**
 * A process as blocks inside blocks. The engine gets it drawn as BPMN (`draw-tree.ts`); the reference walks it as it is.
 * Plain JSON, so that a case that failed can be kept as a file. Ids are unique in the whole tree, called processes included.
 */
export interface ProcessTree {
  id: string;
  name: string;
  body: Scope;
  listeners: Listeners;
}

/** What is drawn inside a process or sub-process: one start, one flow of blocks, and what may happen beside it. */
export interface Scope {
  startId: string;
  parts: Block[];
  /** Plain end event behind the last block; not drawn when nothing comes that far. */
  endId: string;
  events: EventSub[];
}

export type Block = Activity | Catch | Throw | Link | Split | Choice | Stop;

interface Drawn {
  id: string;
  name: string;
}

/** How many execution listeners are drawn. */
export interface Listeners {
  start: number;
  end: number;
}

export interface Activity extends Drawn {
  block: 'activity';
  work: Work;
  loop: Loop | null;
  boundaries: Boundary[];
  /** Where its token and those of boundary events that lead back come together. */
  mergeId: string;
  undo: Undo | null;
  listeners: Listeners;
  /** Declares a variable of its own. */
  input: Assignment | null;
  /** Hands this on instead of what its work has brought. */
  output: Assignment | null;
}

export interface Assignment {
  name: string;
  value: Sum;
}

export type Work =
  | { do: 'user' | 'job' | 'manual' | 'none' }
  | { do: 'script'; result: Assignment }
  /** A decision about it; with `fails` it cannot be made while the number it reads is 0. */
  | { do: 'rule'; result: Assignment; fails: boolean }
  | { do: 'receive' | 'send'; message: string }
  | { do: 'sub'; body: Scope }
  /** `cancelId`: its cancel boundary event, there when something inside cancels it. */
  | { do: 'transaction'; body: Scope; cancel: Boundary | null }
  | AdHoc
  | { do: 'call'; called: ProcessTree; everythingIn: boolean; everythingOut: boolean };

export interface AdHoc {
  do: 'adHoc';
  /** Each of them is a short flow of its own: activities one after the other. */
  flows: Activity[][];
  /** Which of them begin by themselves, by place; null: somebody chooses. */
  active: number[] | null;
  sequential: boolean;
  until: Condition | null;
  cancelRemaining: boolean;
}

export type Loop =
  | {
      kind: 'multi';
      sequential: boolean;
      /** Items as a list with an element variable; or a variable that says how many. */
      over: number[] | { countedBy: string };
      /** What is collected of each round, and under which name; only over a list. */
      collect: Assignment | null;
      until: Condition | { completed: number } | null;
    }
  | { kind: 'standard'; testBefore: boolean; maximum: number; again: Condition | null };

export const itemVariable = '项';

export interface Undo extends Drawn {
  work: { do: 'user' | 'job' | 'manual' } | { do: 'script'; result: Assignment };
}

/** What an event waits for, or catches. */
export type Trigger =
  | { on: 'message'; message: string }
  /** `rounds`: a cycle, null for ever. */
  | { on: 'timer'; hours: number; rounds?: number | null }
  | { on: 'signal'; signal: string }
  | { on: 'condition'; when: Condition }
  | { on: 'error'; code: string | null }
  | { on: 'escalation'; code: string | null }
  | { on: 'compensation' }
  | { on: 'cancel' };

export interface Boundary extends Drawn {
  trigger: Trigger;
  interrupting: boolean;
  path: Block[];
  /** Its path leads back to where the activity leads (only interrupting ones: one token in, one out); else it ends. */
  leadsBack: boolean;
  endId: string;
}

export interface EventSub extends Drawn {
  trigger: Trigger;
  interrupting: boolean;
  body: Scope;
}

/** An intermediate catch event. */
export interface Catch extends Drawn {
  block: 'catch';
  trigger: Trigger;
}

/** What a throw or end event throws. `compensation` of one activity, or of all in its scope. */
export type Thrown =
  | { throws: 'nothing' }
  | { throws: 'message'; message: string }
  | { throws: 'signal'; signal: string }
  | { throws: 'escalation'; code: string }
  | { throws: 'compensation'; of: string | null }
  | { throws: 'error'; code: string }
  | { throws: 'terminate' }
  | { throws: 'cancel' };

export interface Throw extends Drawn {
  block: 'throw';
  thrown: Thrown;
  input: Assignment | null;
}

/** A link throw event and the catch event of its name. */
export interface Link extends Drawn {
  block: 'link';
  catchId: string;
}

/** A gateway, its branches, and the gateway where those that come so far are joined. */
export interface Split extends Drawn {
  block: 'split';
  gateway: 'exclusive' | 'inclusive' | 'parallel' | 'complex';
  joinId: string;
  branches: Branch[];
  /** Exclusive and inclusive: there is no default, so that it may happen that no branch is taken. */
  strict: boolean;
  /** Complex: how many have to come before it goes on. */
  enough: number;
}

export interface Branch {
  /** Of exclusive and inclusive gateways; null: the default. */
  when: Condition | null;
  parts: Block[];
}

/** An event-based gateway: the first event decides. */
export interface Choice extends Drawn {
  block: 'choice';
  mergeId: string;
  branches: { id: string; name: string; receives: boolean; trigger: Trigger; parts: Block[] }[];
}

/** An end event inside the flow: nothing follows it. */
export interface Stop extends Drawn {
  block: 'stop';
  thrown: Thrown;
}

/** Whether a token can come out behind these blocks, whatever the conditions say. */
export function leadsOn(parts: Block[]): boolean {
  return parts.every((part) => {
    switch (part.block) {
      case 'stop':
        return false;
      case 'split':
      case 'choice':
        return part.branches.some((branch) => leadsOn(branch.parts));
      default:
        return true;
    }
  });
}

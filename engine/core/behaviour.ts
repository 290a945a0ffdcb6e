import type { DiagramNode } from './diagram.ts';
import type { Failure } from './failure.ts';
import type { Fault } from './finding.ts';
import type { Wait } from './instance.ts';
import type { Key } from './keys.ts';
import type { Element, EventDefinition, Model, Place } from './model.ts';
import type { Entry, Run } from './run.ts';
import type { Trigger } from './trigger.ts';

/**
 * How one BPMN element is executed. One file in `behaviours/`, one line in `registry.ts`, and the element is read,
 * checked, deployed and run; the core knows it by name nowhere else. Words for people and programs stand in
 * `bpmn/supported.ts` and `registers/engine/element-instances.ts`, which tests hold to the registry.
 *
 * `self` is the key of the element instance. A Failure from `enter`, `leave` or `retry` becomes an incident on it, a
 * Failure from `resume` refuses the whole step. Failures must come before the first change a method makes.
 */
export interface Behaviour<Details = unknown> {
  /** BPMN name in camel case: `userTask` executes `bpmn:UserTask`. */
  type: string;
  /** Where its event may be placed when it is one: decides which event definitions fit. */
  place?: Place;
  /** May begin a process (`instantiate`), as a start event does. */
  instantiates?: true;
  /** Takes from the diagram what execution needs beyond the fields every Element has. */
  read?(node: DiagramNode): Details;
  /** What keeps this drawing from being executed, or will surprise its designer. */
  check?(element: Element<Details>, model: Model): Fault[];
  /** A token has arrived; true: it waits at the door (joins) and no element instance begins. */
  hold?(run: Run, element: Element<Details>, entry: Entry): boolean;
  /** Begins: ask for work and wait, or complete at once. */
  enter(run: Run, element: Element<Details>, self: Key): Failure | void;
  /** Something it asked for has happened. `self` holds the wait, which may be a host or a gateway. */
  resume?(run: Run, element: Element<Details>, self: Key, trigger: Trigger, wait?: Wait): Failure | void;
  /** Which sequence flows the token takes on; without it: every one whose condition holds, else the default. */
  leave?(run: Run, element: Element<Details>, self: Key): string[] | Failure;
  /** Tokens wait at this gateway and every other one has gone as far as it goes; true: some of them went on. */
  release?(run: Run, element: Element<Details>, scopeKey: Key): boolean;
  /** Something inside this scope has ended, and the tokens have moved on. A Failure becomes an incident on the scope. */
  childEnded?(run: Run, element: Element<Details>, self: Key): Failure | void;
  /** The last token inside this scope is gone. */
  emptied?(run: Run, element: Element<Details>, self: Key): void;
  /** Takes back what it asked for; its waits are closed by the core. */
  terminate?(run: Run, element: Element<Details>, self: Key): void;
  /** Asks again after an incident with `retry: 'resume'`. */
  retry?(run: Run, element: Element<Details>, self: Key): Failure | void;
}

/** What an event is about: timer, message, error … One file in `definitions/`, one line in `registry.ts`. */
export interface Definition<Details = unknown> {
  /** `timer` reads `bpmn:TimerEventDefinition`. */
  type: string;
  places: Place[];
  /** False: as a boundary event, or starting an event sub-process, it always interrupts. */
  nonInterrupting: boolean;
  read(node: DiagramNode, place: Place): Details;
  check?(details: Details, element: Element, model: Model): Fault[];
  /** FEEL without its leading `=` that is evaluated when the event is met; checked at deployment. */
  expressions?(details: Details): string[];
  /** Starts waiting; the caller keeps the answer in the holder's `waits`. */
  open?(run: Run, definition: EventDefinition<Details>, elementId: string, holder: Key): Wait | Failure;
  /** Stops waiting, because nobody does any more. */
  close?(run: Run, wait: Wait): void;
  /** It has happened. Answers the wait that stays open when the waiting element goes on waiting. */
  happened?(run: Run, holder: Key, wait: Wait, details: Details, goesOn: boolean): Wait | null;
  /** Throw and end events. `waits`: the element completes later, when what it asked for has been done. */
  throw?(
    run: Run,
    element: Element,
    definition: EventDefinition<Details>,
    self: Key,
  ): Failure | 'waits' | void;
}

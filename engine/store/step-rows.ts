import type { Key } from '../core/keys.ts';
import type { HeldInstance } from './instances.ts';
import type { SavePart } from './save-batch.ts';
import { elementParts } from './step-rows/elements.ts';
import { incidentParts } from './step-rows/incidents.ts';
import { jobParts } from './step-rows/jobs.ts';
import { migratedParts } from './step-rows/migrated.ts';
import { signalParts } from './step-rows/signals.ts';
import { subscriptionParts } from './step-rows/subscriptions.ts';
import { taskParts } from './step-rows/tasks.ts';
import { timerParts } from './step-rows/timers.ts';
import { variableParts } from './step-rows/variables.ts';

/** A unit or member that may work a task, and why; groups and users that only the diagram knows are kept beside them. */
export interface Candidate {
  kind: 'unit' | 'member' | 'group' | 'user';
  value: string;
  reason: string;
}

export interface StepContext {
  now: Date;
  /** Who gave the command: `account:<username>`, `member:<id>`, `system`. */
  actorId: string;
  /** Candidates of the tasks created in this command, by task key. */
  candidates: Map<Key, Candidate[]>;
  /** What became of jobs that could not be done, by job key. */
  jobErrors: Map<Key, string>;
}

/**
 * The rows of what an instance waits for, from the events of its steps. What was created and ended within one command
 * is inserted in its final state: parts of a batch may not change a row twice.
 */
export function stepParts(held: HeldInstance, context: StepContext): SavePart[] {
  return [
    ...elementParts(held, context),
    ...variableParts(held, context),
    ...taskParts(held, context),
    ...jobParts(held, context),
    ...timerParts(held),
    ...subscriptionParts(held, context),
    ...signalParts(held, context),
    ...incidentParts(held, context),
    ...migratedParts(held),
  ];
}

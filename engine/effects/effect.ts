import type { JobCreated } from '../core/events.ts';
import type { JsonObject, Key } from '../core/keys.ts';
import type { Actor } from '../policy/actor.ts';
import type { Services } from '../services.ts';
import type { Wake } from '../store/announcer.ts';
import type { Change } from '../store/changes.ts';
import type { Definition } from '../store/definitions.ts';
import type { CaseRef } from '../store/instances.ts';
import type { Transaction } from '../store/transaction.ts';

/**
 * One kind of service task: `zeebe:taskDefinition type`. It runs inside the transaction of the step that created the
 * job: what it writes stands or falls with the step. What must leave the machine goes into the outbox. A fault it
 * expects is thrown as a Problem and becomes an incident; a `JobError` goes to the diagram's error events.
 */
export interface Effect {
  type: string;
  /** @returns variables the task's output mappings see */
  run(job: EffectJob): Promise<JsonObject | void>;
}

export interface EffectJob {
  services: Services;
  tx: Transaction;
  /** Whose command led here. */
  actor: Actor;
  now: Date;
  job: JobCreated;
  /** Mapped inputs, with the task's headers over them. */
  input: JsonObject;
  /** Variables of the whole process. */
  variables: JsonObject;
  instanceKey: Key;
  /** The process the job belongs to, of the version the instance runs on. */
  definition: Definition;
  caseFile: CaseRef | null;
  /** Tasks that this command has ended: their rows still say that they are open. */
  endedTasks: Key[];
  /** Tells open screens, after the commit. */
  tell(change: Change): void;
  wake(what: Wake): void;
  /** Puts a message into the boxes of members and units, with the step. */
  notify(message: Message): void;
}

export interface Message {
  memberIds: string[];
  orgCodes: string[];
  title: string;
  body: string;
}

/** A business error of a job, caught by error events of the diagram. */
export class JobError extends Error {
  constructor(
    readonly errorCode: string,
    message: string,
  ) {
    super(message);
  }
}

import type { Effect } from '../../core/effects.ts';
import type { Event, JobCreated } from '../../core/events.ts';
import { isFailure, type Failure } from '../../core/failure.ts';
import type { Key } from '../../core/keys.ts';
import { step, type StepResult } from '../../core/step.ts';
import type { Trigger } from '../../core/trigger.ts';
import { caseSuspended, conflict, taskBusy, taskGone, type Problem } from '../../errors.ts';
import { KeysExhausted } from '../../store/key-source.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { assignTask } from './assign-task.ts';
import { followChange, noteDenial } from './follow-change.ts';
import { carryOut } from './carry-out.ts';
import { doJob, isDoneHere } from './do-job.ts';
import { envOf } from './env.ts';
import { correlateBuffered, startBuffered } from './messages.ts';
import type { Run } from './run.ts';

/** A step still to be taken in this command. The trigger is found when its turn comes; null: no longer needed. */
export interface NextStep {
  held: HeldInstance;
  trigger(): Promise<Trigger | null>;
}

/** How many steps one command may take: process A calling B calling A ends here, not in the memory. */
const STEPS_AT_MOST = 2000;

/**
 * Takes a step, and then every step that follows from it inside the same transaction: jobs done here, processes called
 * and returned from, messages that were waited for.
 * @throws the problem that the first trigger's refusal means to a caller
 */
export async function fire(run: Run, held: HeldInstance, trigger: Trigger): Promise<void> {
  const failure = await attempt(run, held, trigger);
  if (failure) throw problemOf(failure);
}

/** The same for callers who have words of their own for a refusal. */
export async function attempt(run: Run, held: HeldInstance, trigger: Trigger): Promise<Failure | null> {
  const first = await takeStep(run, held, trigger);
  if (isFailure(first)) return first;
  await fireAll(run, await follow(run, held, first));
  return null;
}

/** Takes steps that nobody in particular asked for, and what follows from them. */
export async function fireAll(run: Run, queue: NextStep[]): Promise<void> {
  for (let taken = 1; queue.length > 0; taken += 1) {
    if (taken > STEPS_AT_MOST) throw conflict('流程在一次办理中走了太多步，请联系流程设计人员。');
    const next = queue.shift()!;
    const following = await next.trigger();
    if (!following) continue;
    const result = await takeStep(run, next.held, following);
    // what the step was for may have been cancelled by the one before: nothing is left to do
    if (!isFailure(result)) queue.push(...(await follow(run, next.held, result)));
  }
}

async function takeStep(run: Run, held: HeldInstance, trigger: Trigger): Promise<StepResult | Failure> {
  const result = await withKeys(run, (nextKey) =>
    step(held.definition.model, held.instance, trigger, envOf(run.services, run.now, nextKey)),
  );
  if (!isFailure(result)) become(held, result);
  return result;
}

/** Does pure work that needs keys; once more with a larger reserve when they were too few. */
export async function withKeys<T>(run: Run, work: (nextKey: () => Key) => T): Promise<T> {
  for (let reserve = 100; ; reserve *= 8) {
    await run.keys.reserve(run.tx.client, reserve);
    try {
      return work(() => run.keys.next());
    } catch (error) {
      if (!(error instanceof KeysExhausted)) throw error;
    }
  }
}

/** An instance has become what a step, or a migration, has made of it; takes every step that follows. */
export async function goOnFrom(run: Run, held: HeldInstance, result: StepResult): Promise<void> {
  become(held, result);
  await fireAll(run, await follow(run, held, result));
}

function become(held: HeldInstance, result: StepResult): void {
  held.instance = result.instance;
  held.changed = true;
  held.events.push(...result.events);
}

async function follow(run: Run, held: HeldInstance, result: StepResult): Promise<NextStep[]> {
  const next: NextStep[] = [];
  for (const event of result.events) {
    if (event.type === 'userTaskCreated') await assignTask(run, held, event);
    if (event.type === 'userTaskChanged') await followChange(run, held, event);
    if (event.type === 'userTaskDenied') await noteDenial(run, held, event);
    if (event.type === 'jobCreated') {
      if (isDoneHere(event)) next.push(jobStep(run, held, event));
      else run.jobTypes.add(event.jobType);
    }
    if (event.type === 'timerCreated') run.wakes.add('timers');
    if (event.type === 'subscriptionOpened') next.push(...(await correlateBuffered(run, held, event)));
    if (isEnd(event)) next.push(...(await startBuffered(run, held)));
  }
  for (const effect of result.effects as Effect[]) next.push(...(await carryOut(run, held, effect)));
  return next;
}

function isEnd({ type }: Event): boolean {
  return type === 'instanceCompleted' || type === 'instanceCancelled';
}

function jobStep(run: Run, held: HeldInstance, job: JobCreated): NextStep {
  const cancelled = (event: Event) => event.type === 'jobCancelled' && event.jobKey === job.jobKey;
  return { held, trigger: async () => (held.events.some(cancelled) ? null : doJob(run, held, job)) };
}

/** What the refusal of a trigger means to a caller. */
export function problemOf({ code, message }: Failure): Problem {
  if (code === 'task_not_found' || code === 'instance_ended') return taskGone();
  if (code === 'instance_suspended') return caseSuspended();
  if (code === 'listener_at_work') return taskBusy();
  return conflict(undefined, { reason: code, expected: message });
}

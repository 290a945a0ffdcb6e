import { activateElements } from '../../../engine/commands/activate-elements.ts';
import { broadcastSignal } from '../../../engine/commands/broadcast-signal.ts';
import { cancelInstance } from '../../../engine/commands/cancel-instance.ts';
import { completeJob } from '../../../engine/commands/complete-job.ts';
import { completeTask } from '../../../engine/commands/complete-task.ts';
import { correlateMessage } from '../../../engine/commands/correlate-message.ts';
import { deliverSignals } from '../../../engine/commands/deliver-signals.ts';
import { failJob } from '../../../engine/commands/fail-job.ts';
import { fireDueTimers } from '../../../engine/commands/fire-due-timers.ts';
import { publishMessage } from '../../../engine/commands/publish-message.ts';
import { retryIncident } from '../../../engine/commands/retry-incident.ts';
import { setVariables } from '../../../engine/commands/set-variables.ts';
import { throwJobError } from '../../../engine/commands/throw-job-error.ts';
import type { JsonObject, Key } from '../../../engine/core/keys.ts';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import type { Services } from '../../../engine/services.ts';
import { openJobsIn, openWaitsIn, type Rows } from './see-database.ts';

/** What is sent to the engine, as whoever sends it names it. */
export type Command =
  | { does: 'complete task'; taskKey: Key; variables: JsonObject }
  /** `fence`: of the activation the worker has it by; left out by those who have fetched nothing. */
  | { does: 'complete job'; jobKey: Key; fence?: number; variables: JsonObject }
  | { does: 'fail job'; jobKey: Key; fence?: number }
  | { does: 'throw error'; jobKey: Key; fence?: number; code: string; variables: JsonObject }
  | { does: 'correlate'; name: string; correlationKey: string; variables: JsonObject }
  | { does: 'publish'; name: string; correlationKey: string; messageId: string; variables: JsonObject }
  | { does: 'broadcast'; name: string; variables: JsonObject }
  | { does: 'fire timers' }
  | { does: 'retry'; incidentKey: Key }
  | {
      does: 'choose';
      instanceKey: Key;
      elementInstanceKey: Key;
      elements: { elementId: string; variables: JsonObject }[];
      cancelRemaining: boolean;
    }
  | { does: 'set variables'; instanceKey: Key; scopeKey: Key; variables: JsonObject; local: boolean }
  | { does: 'cancel'; instanceKey: Key };

/** Carries it out, and what the engine's workers do right after. */
export async function send(services: Services, command: Command): Promise<void> {
  await sendAlone(services, command);
  await letWorkersWork(services);
}

async function sendAlone(services: Services, command: Command): Promise<unknown> {
  const as = systemActor;
  switch (command.does) {
    case 'complete task': {
      const { taskKey, variables: data } = command;
      return completeTask(services, as, { taskKey, data, onBehalf: true });
    }
    case 'complete job':
      return completeJob(services, as, command);
    case 'fail job':
      return failJob(services, as, { ...command, message: '没有办成', retries: 0, backOffMilliseconds: 0 });
    case 'throw error':
      return throwJobError(services, as, { ...command, errorCode: command.code, message: '办不了' });
    case 'correlate':
      return correlateMessage(services, as, command);
    case 'publish':
      return publishMessage(services, as, command);
    case 'broadcast':
      return broadcastSignal(services, as, command);
    case 'fire timers': {
      const { failed } = await fireDueTimers(services);
      if (failed[0]) throw failed[0].error;
      return;
    }
    case 'retry':
      return retryIncident(services, as, command.incidentKey);
    case 'choose':
      return activateElements(services, as, command);
    case 'set variables':
      return setVariables(services, as, command);
    case 'cancel':
      return cancelInstance(services, as, { ...command, reason: '' });
  }
}

/** Signals reach those who wait in transactions of their own; what they throw reaches others again. */
export async function letWorkersWork(services: Services): Promise<void> {
  for (;;) {
    const { done, failed } = await deliverSignals(services);
    if (failed[0]) throw failed[0].error;
    if (done === 0) return;
  }
}

/**
 * What comes of a command that is sent when it is too late: the code of its refusal, or that nothing happens at all.
 * @returns null when it is not too late
 */
export function tooLate(command: Command, rows: Rows, now: Date): string | 'nothing happens' | null {
  switch (command.does) {
    case 'complete task': {
      const task = rows.tasks.find(({ key }) => key === command.taskKey);
      if (!task) return 'not_found';
      return task.state === 'created' ? null : 'task_gone';
    }
    case 'complete job':
    case 'fail job':
    case 'throw error':
      return jobTooLate(command, rows);
    case 'correlate':
      return receiversOf(command, rows).length === 0 ? 'not_awaited' : null;
    // its id makes it the same message
    case 'publish':
      return rows.messages.some(({ name }) => name === command.name) ? 'nothing happens' : null;
    case 'broadcast':
      return rows.signals.some(({ name }) => name === command.name) ? null : 'nothing happens';
    case 'fire timers':
      return dueTimers(rows, now).length === 0 ? 'nothing happens' : null;
    case 'retry': {
      const incident = rows.incidents.find(({ key }) => key === command.incidentKey);
      if (!incident) return 'not_found';
      return incident.resolved ? 'incident_settled' : null;
    }
    case 'choose':
      if (isOver(rows, command.instanceKey)) return 'task_gone';
      return isAlive(rows, command.elementInstanceKey) ? null : 'cannot_activate';
    case 'set variables':
      return isAlive(rows, command.scopeKey) ? null : 'not_found';
    case 'cancel':
      return isOver(rows, command.instanceKey) ? 'task_gone' : null;
  }
}

function jobTooLate({ jobKey, fence }: { jobKey: Key; fence?: number }, rows: Rows): string | null {
  const job = rows.jobs.find(({ key }) => key === jobKey);
  if (!job) return 'job_gone';
  if (openJobsIn(rows).includes(job)) return fence === undefined || fence === job.fence ? null : 'job_stale';
  if (job.state !== 'failed') return 'job_gone';
  return fence === undefined || fence === job.fence ? 'job_stopped' : 'job_stale';
}

function isOver({ instances }: Rows, instanceKey: Key): boolean {
  const state = instances.find(({ key }) => key === instanceKey)?.state;
  return state === 'completed' || state === 'cancelled';
}

function isAlive({ elements }: Rows, elementKey: Key): boolean {
  return elements.some(({ key }) => key === elementKey);
}

/** Subscriptions a message may reach, by process: of each process it reaches one. */
export function receiversOf(
  message: { name: string; correlationKey: string },
  rows: Rows,
): Rows['subscriptions'][] {
  const byProcess = new Map<string, Rows['subscriptions']>();
  for (const one of rows.subscriptions) {
    if (one.name !== message.name || one.correlationKey !== message.correlationKey) continue;
    const { processId } = rows.instances.find(({ key }) => key === one.instanceKey)!;
    byProcess.set(processId, [...(byProcess.get(processId) ?? []), one]);
  }
  return [...byProcess.values()];
}

export function dueTimers(rows: Rows, now: Date) {
  return openWaitsIn(rows).filter(({ on, dueAt }) => on === 'timer' && dueAt! <= now.getTime());
}

import type { JobCreated } from '../../core/events.ts';
import type { Trigger } from '../../core/trigger.ts';
import { Problem } from '../../errors.ts';
import { effectOf } from '../../effects/effects.ts';
import { JobError, type Message } from '../../effects/effect.ts';
import type { HeldInstance } from '../../store/instances.ts';
import { inSavepoint } from '../../store/transaction.ts';
import { notifyMember, notifyUnit } from './notices.ts';
import { isTransient } from './retry.ts';
import { rootVariables, type Run } from './run.ts';

/** Whether the job is one of those that are done inside the step's transaction. */
export function isDoneHere(job: JobCreated): boolean {
  return effectOf(job.jobType) !== undefined;
}

/**
 * Does a job inside the command's transaction. What it wrote is undone when it fails; the failure then becomes an
 * incident of the case, and what led here is still saved.
 */
export async function doJob(run: Run, held: HeldInstance, job: JobCreated): Promise<Trigger> {
  const effect = effectOf(job.jobType)!;
  const { jobKey } = job;
  // what a failed job wanted to be told is not told
  const news: (() => void)[] = [];
  try {
    const variables = await inSavepoint(run.tx, () =>
      effect.run({
        services: run.services,
        tx: run.tx,
        actor: run.actor,
        now: run.now,
        job,
        input: { ...job.variables, ...job.headers },
        variables: rootVariables(held),
        instanceKey: held.instance.key,
        definition: held.definition,
        caseFile: held.caseFile,
        endedTasks: held.events.flatMap((event) =>
          event.type === 'userTaskCompleted' || event.type === 'userTaskCancelled' ? [event.userTaskKey] : [],
        ),
        tell: (change) => news.push(() => run.changes.push(change)),
        wake: (what) => news.push(() => run.wakes.add(what)),
        notify: (message) => news.push(() => notifyAll(run, held, message)),
      }),
    );
    for (const tell of news) tell();
    run.jobErrors.delete(jobKey);
    return { type: 'jobCompleted', jobKey, variables: variables ?? {} };
  } catch (error) {
    if (isTransient(error)) throw error;
    if (error instanceof JobError) {
      const { errorCode, message } = error;
      return { type: 'jobErrorThrown', jobKey, errorCode, message, variables: {} };
    }
    const message = describe(error, job);
    run.jobErrors.set(jobKey, message);
    return { type: 'jobFailed', jobKey, message };
  }
}

function notifyAll(
  run: Run,
  { caseFile }: HeldInstance,
  { memberIds, orgCodes, title, body }: Message,
): void {
  const message = { caseId: caseFile?.id ?? null, title, body };
  for (const memberId of memberIds) notifyMember(run, { memberId, ...message });
  for (const orgCode of orgCodes) notifyUnit(run, { orgCode, ...message });
}

/** Whoever looks at the incident reads what to put right; the text of a bug goes with it for the people who mend it. */
function describe(error: unknown, job: JobCreated): string {
  if (error instanceof Problem) return error.message;
  const cause = error instanceof Error ? error.message : String(error);
  return `自动步骤“${job.name || job.elementId}”出错：${cause}`;
}

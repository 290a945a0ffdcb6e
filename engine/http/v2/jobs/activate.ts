import type { z } from 'zod';
import { activateJobs, type ActivatedJob, type JobBell } from '../../../commands/activate-jobs.ts';
import type { Actor } from '../../../policy/actor.ts';
import { writeJobKey } from '../../../registers/engine/job-key.ts';
import { jobKinds, listenerEvents } from '../../../registers/engine/jobs.ts';
import { listenedTasks, type ListenedTask } from '../../../registers/engine/listened-tasks.ts';
import { TENANT, wordFor } from '../../../registers/engine/searchable.ts';
import type { Services } from '../../../services.ts';
import type { activated, activationBody } from './schemas.ts';

/** How long a worker waits unless it says. */
const WAIT_MS = 10_000;

/** Hands out jobs as Camunda's workers know them; those of task listeners with the task they are about. */
export async function activate(
  services: Services,
  actor: Actor,
  body: z.infer<typeof activationBody>,
  bell: JobBell,
  gone: AbortSignal,
): Promise<z.infer<typeof activated>> {
  const { requestTimeout } = body;
  const jobs = await activateJobs(
    services,
    actor,
    {
      jobType: body.type,
      worker: body.worker,
      atMost: body.maxJobsToActivate,
      timeoutMilliseconds: body.timeout,
      waitMilliseconds: requestTimeout === 0 ? WAIT_MS : Math.max(0, requestTimeout),
      variableNames: body.fetchVariable,
    },
    bell,
    gone,
  );
  const ofTasks = jobs.filter(({ kind }) => kind === 'taskListener');
  const tasks = await listenedTasks(
    services,
    ofTasks.map(({ elementInstanceKey }) => elementInstanceKey),
  );
  return { jobs: jobs.map((job) => toActivated(job, body.worker, tasks.get(job.elementInstanceKey))) };
}

function toActivated(
  job: ActivatedJob,
  worker: string,
  userTask: ListenedTask | undefined,
): z.infer<typeof activated>['jobs'][number] {
  return {
    jobKey: writeJobKey(job.key, job.fence),
    type: job.jobType,
    kind: wordFor(jobKinds, job.kind),
    listenerEventType: wordFor(listenerEvents, job.listenerEvent ?? 'none'),
    processInstanceKey: job.instanceKey,
    processDefinitionKey: job.definitionKey,
    processDefinitionId: job.processId,
    processDefinitionVersion: job.version,
    elementId: job.elementId,
    elementInstanceKey: job.elementInstanceKey,
    customHeaders: job.headers,
    worker,
    retries: job.retries,
    deadline: job.deadline.getTime(),
    variables: job.variables,
    ...(userTask ? { userTask } : {}),
    tags: job.tags,
    tenantId: TENANT,
  };
}

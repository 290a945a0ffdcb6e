import type { Behaviour } from '../behaviour.ts';
import { cancelJob, checkJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';
import { definitionOf } from '../registry.ts';

/** Sends a message: through a job worker when it has a task definition, else to the processes that wait for it. */
export const sendTask: Behaviour<JobDetails> = {
  type: 'sendTask',
  place: 'send',
  read: readJob,

  check: ({ details, event }) => (event ? [] : checkJob(details, '发送任务')),

  enter(run, element, self) {
    const { event, details } = element;
    if (event === null || details.jobType !== null) return createJob(run, element, self);
    return definitionOf(event.type).throw?.(run, element, event, self);
  },

  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};

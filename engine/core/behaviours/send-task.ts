import type { Behaviour } from '../behaviour.ts';
import { cancelJob, checkJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';
import { throwEvents } from '../throw-events.ts';

/** Sends a message: through a job worker when it has a task definition, else to the processes that wait for it. */
export const sendTask: Behaviour<JobDetails> = {
  type: 'sendTask',
  place: 'send',
  read: readJob,

  check: ({ details, events }) => (events.length > 0 ? [] : checkJob(details, '发送任务')),

  enter(run, element, self) {
    return element.events.length > 0 ? throwEvents(run, element, self) : createJob(run, element, self);
  },

  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};

import type { Behaviour } from '../behaviour.ts';
import { readJob, type JobDetails, resumeJob, cancelJob, createJob } from '../jobs.ts';
import { throwEvents } from '../throw-events.ts';

/** Ends its token; with an event definition it throws that first (error, terminate, message). */
export const endEvent: Behaviour<JobDetails> = {
  type: 'endEvent',
  place: 'end',
  read: readJob,

  enter: throwEvents,
  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
  leave: () => [],
};

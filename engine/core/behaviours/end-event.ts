import type { Behaviour } from '../behaviour.ts';
import { readJob, type JobDetails, cancelJob, createJob } from '../jobs.ts';
import { resumeThrow, throwEvents } from '../throw-events.ts';

/** Ends its token; with an event definition it throws that first (error, terminate, message). */
export const endEvent: Behaviour<JobDetails> = {
  type: 'endEvent',
  place: 'end',
  read: readJob,

  enter: throwEvents,
  resume: resumeThrow,
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
  leave: () => [],
};

import type { Behaviour } from '../behaviour.ts';
import { cancelJob, createJob, readJob, type JobDetails } from '../jobs.ts';
import { resumeThrow, throwEvents } from '../throw-events.ts';

/** Throws its event and goes on; without one it is a milestone that only leaves its trace. */
export const intermediateThrowEvent: Behaviour<JobDetails> = {
  type: 'intermediateThrowEvent',
  place: 'throw',
  read: readJob,

  enter: throwEvents,
  resume: resumeThrow,
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};

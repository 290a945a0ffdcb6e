import type { Behaviour } from '../behaviour.ts';
import { cancelJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';
import { throwEvents } from '../throw-events.ts';

/** Throws its event and goes on; without one it is a milestone that only leaves its trace. */
export const intermediateThrowEvent: Behaviour<JobDetails> = {
  type: 'intermediateThrowEvent',
  place: 'throw',
  read: readJob,

  enter: throwEvents,
  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};

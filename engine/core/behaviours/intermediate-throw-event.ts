import type { Behaviour } from '../behaviour.ts';
import { cancelJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';
import { definitionOf } from '../registry.ts';
import { complete } from '../tokens.ts';

/** Throws its event and goes on; without one it is a milestone that only leaves its trace. */
export const intermediateThrowEvent: Behaviour<JobDetails> = {
  type: 'intermediateThrowEvent',
  place: 'throw',
  read: readJob,

  enter(run, element, self) {
    if (element.event === null) return complete(run, self);
    return definitionOf(element.event.type).throw?.(run, element, element.event, self);
  },

  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};

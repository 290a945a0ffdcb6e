import type { Behaviour } from '../behaviour.ts';
import { cancelJob, checkJob, createJob, readJob, resumeJob, type JobDetails } from '../jobs.ts';

/** Creates a job of its type and waits for the worker's answer. */
export const serviceTask: Behaviour<JobDetails> = {
  type: 'serviceTask',
  read: readJob,
  check: ({ details }) => checkJob(details, '服务任务'),
  enter: createJob,
  resume: (run, _element, self, trigger) => resumeJob(run, self, trigger),
  terminate: (run, _element, self) => cancelJob(run, self),
  retry: createJob,
};

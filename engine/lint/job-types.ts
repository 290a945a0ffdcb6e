import type { JobDetails } from '../core/jobs.ts';
import type { Element, Model } from '../core/model.ts';
import { errorAt, type ServiceFinding } from './finding.ts';
import { nearest, orRather } from './nearest.ts';

/**
 * Whose job types a diagram may name beside those the engine does itself: `listed` in its property `externalJobs`, or
 * `any` that is not one of the engine's misspelt — what programs deploy that bring workers of their own.
 */
export type OutsideJobs = 'listed' | 'any';

/** Jobs that nobody would ever do: neither the engine nor, as far as the diagram says, a program outside. */
export function unknownJobTypes(
  model: Model,
  ofEngine: string[],
  outside: OutsideJobs = 'listed',
): ServiceFinding[] {
  const listed = externalJobs(model);
  const isDone = (jobType: string) =>
    ofEngine.includes(jobType) ||
    listed.includes(jobType) ||
    (outside === 'any' && nearest(jobType, ofEngine) === null);
  return Object.values(model.elements).flatMap((element) =>
    jobTypesOf(element)
      .filter((jobType) => !isDone(jobType))
      .map((jobType) => unknownJobType(element, jobType, ofEngine)),
  );
}

/** `pay, ship`: the process property that names the job types which programs outside do. */
export function externalJobs(model: Model): string[] {
  const text = model.elements[model.processId]?.properties.externalJobs ?? '';
  return text
    .split(/[,，;；]/)
    .map((jobType) => jobType.trim())
    .filter(Boolean);
}

/** What an element and its listeners want done; a type that is FEEL is known only when it runs. */
function jobTypesOf({ details, listeners }: Element): string[] {
  const { jobType } = (details ?? {}) as Partial<JobDetails>;
  const all = [jobType, ...listeners.map((listener) => listener.jobType)];
  return [...new Set(all)].filter((one): one is string => typeof one === 'string' && !one.startsWith('='));
}

function unknownJobType({ id, name }: Element, jobType: string, known: string[]): ServiceFinding {
  return errorAt(
    id,
    'job_type_unknown',
    `“${name || id}”的任务类型“${jobType}”没有对应的自动步骤${orRather(jobType, known)}。可用的有：${known.join('、')}；由外部程序办的，请把它写进流程属性 externalJobs。`,
    `Expected a job type of the engine or one listed in the process property externalJobs, but got '${jobType}'.`,
  );
}

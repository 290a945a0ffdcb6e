import type { JobDetails } from '../core/jobs.ts';
import type { Element, Model } from '../core/model.ts';
import { errorAt, warningAt, type ServiceFinding } from './finding.ts';
import type { KnownVariables } from './known-variables.ts';
import { unknownJobTypes } from './job-types.ts';
import { orRather } from './nearest.ts';
import type { JobTemplate, Surroundings } from './surroundings.ts';

/** Automatic steps: that there is something to do them, and that they are given what they need. */
export function lintJobs(model: Model, { jobs }: Surroundings, known: KnownVariables): ServiceFinding[] {
  const inputs = Object.values(model.elements).flatMap((element) => {
    const { jobType, headers = {} } = (element.details ?? {}) as Partial<JobDetails>;
    const template = jobs.get(jobType ?? '');
    return template ? inputFaults(element, template, Object.keys(headers), known) : [];
  });
  return [...unknownJobTypes(model, [...jobs.keys()]), ...inputs];
}

function inputFaults(
  { id, name, inputs }: Element,
  template: JobTemplate,
  headers: string[],
  known: KnownVariables,
): ServiceFinding[] {
  const given = [...inputs.map(({ target }) => target), ...headers];
  const names = template.inputs.map((input) => input.name);
  const missing = template.inputs.filter(
    (input) => input.required && !given.includes(input.name) && !isInherited(input.name),
  );
  const strange = given.filter((input) => !names.includes(input) && !names.includes(input.split('.')[0]!));
  return [
    ...missing.map((input) =>
      errorAt(
        id,
        'input_missing',
        `“${name || id}”（${template.name}）没有写“${input.label}”。请给它加上输入 ${input.name}。`,
        `Expected '${id}' to be given '${input.name}', but it is not.`,
      ),
    ),
    ...strange.map((input) =>
      warningAt(
        id,
        'input_unknown',
        `“${name || id}”（${template.name}）不用输入“${input}”${orRather(input, names)}。请核对名称，或者删去。`,
        `Expected an input of the template, but '${id}' is given '${input}'.`,
      ),
    ),
  ];

  /** A step that maps no inputs sees the variables of the case. */
  function isInherited(input: string): boolean {
    return inputs.length === 0 && known.has(input);
  }
}

import type { JsonObject } from '../core/keys.ts';
import type { PolicyRow } from '../policy/csv.ts';
import type { FormSchemas } from './known-variables.ts';

/** What stands around a process, old and about to come: what it names has to be there. */
export interface Surroundings {
  /** Every form that is deployed already or along with it. */
  forms: FormSchemas;
  /** Service code → the processes that have it. */
  serviceCodes: ReadonlyMap<string, { processId: string; name: string }[]>;
  /** Lines of `assignments.csv` in force. */
  assignments: readonly PolicyRow[];
  /** Print templates: name → text. */
  papers: ReadonlyMap<string, string>;
  /** Job type → the element template of its service task. */
  jobs: ReadonlyMap<string, JobTemplate>;
}

export interface JobTemplate {
  name: string;
  inputs: { name: string; label: string; required: boolean }[];
}

/** The part of an element template that lint needs. */
export function readJobTemplate({ id, name, properties }: JsonObject): [jobType: string, JobTemplate] {
  const inputs = (properties as JsonObject[]).flatMap(({ binding, label, constraints }) => {
    const { type, name } = binding as Record<string, string>;
    if (type !== 'zeebe:input' || name === undefined) return [];
    const required = (constraints as JsonObject | undefined)?.notEmpty === true;
    return [{ name, label: String(label), required }];
  });
  return [String(id), { name: String(name), inputs }];
}

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { JsonObject } from '../../engine/core/keys.ts';
import { readJobTemplate, type Surroundings } from '../../engine/lint/surroundings.ts';
import { readCsv } from '../../engine/policy/csv.ts';

const templates = path.resolve('processes/templates');

export interface SurroundingsOptions {
  forms?: JsonObject[];
  /** Lines of `assignments.csv` below the header `process,task,unit,condition,avoid,note`. */
  assignments?: string[];
  papers?: Record<string, string>;
  serviceCodes?: Record<string, { processId: string; name: string }>;
}

/** What stands around a process that is linted: the automatic steps of the product, and what the test says. */
export function surroundings({
  forms = [],
  assignments = [],
  papers = {},
  serviceCodes = {},
}: SurroundingsOptions = {}): Surroundings {
  return {
    forms: new Map(forms.map((form) => [String(form.id), form])),
    serviceCodes: new Map(Object.entries(serviceCodes).map(([code, process]) => [code, [process]])),
    assignments: readCsv(['process,task,unit,condition,avoid,note', ...assignments].join('\n')),
    papers: new Map(Object.entries(papers)),
    jobs: new Map(
      readdirSync(templates).map((name) =>
        readJobTemplate(JSON.parse(readFileSync(path.join(templates, name), 'utf8')) as JsonObject),
      ),
    ),
  };
}

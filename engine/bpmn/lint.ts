import type { Finding } from '../core/finding.ts';
import { readBpmn } from './read.ts';

export interface LintOptions {
  /** Ids of the forms that exist or are deployed along with the diagram. */
  formIds: Iterable<string>;
}

/** Everything a designer should know before deploying: the findings of reading, and advice on the drawing itself. */
export async function lintProcess(xml: string, _options: LintOptions): Promise<Finding[]> {
  return (await readBpmn(xml)).findings;
}

import type { Finding } from '../../core/finding.ts';
import { createProblem } from '../../errors.ts';
import type { Services } from '../../services.ts';
import type { Deploy } from './context.ts';
import { readDecisions, type ReadDecisions } from './read-decisions.ts';
import { readDiagrams, type ReadModel } from './read-diagrams.ts';

const invalidProcess = createProblem('invalid_process', 422, '流程图还有错误，改好后再部署。');

/**
 * Reads every file of a deployment before anything of it is written.
 * @throws `invalid_process` with the findings of all of them
 */
export async function readAll(
  services: Services,
  input: Deploy,
): Promise<{ models: ReadModel[]; decisions: ReadDecisions[] }> {
  const { models, findings: drawn } = await readDiagrams(services, input);
  const { decisions, findings: decided } = await readDecisions(input.decisions ?? []);
  const findings = [...drawn, ...decided];
  const errors = findings.filter(({ severity }) => severity === 'error');
  if (errors.length > 0) throw invalidProcess(wordsFor(errors), { findings });
  return { models, decisions };
}

/** Each with its place: whoever deploys by a program reads nothing but these words. */
function wordsFor(errors: (Finding & { diagram: string })[]): string {
  const lines = errors.map(({ diagram, line, elementId, message }) =>
    [`${diagram}${line === null ? '' : `:${line}`}`, elementId, message].filter(Boolean).join(' '),
  );
  return lines.length === 1 ? lines[0]! : [`有 ${lines.length} 处错误：`, ...lines].join('\n');
}

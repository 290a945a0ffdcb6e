import type { DiagramNode } from '../core/diagram.ts';
import type { Finding } from '../core/finding.ts';
import type { Model } from '../core/model.ts';
import { checkProcess } from './check-process.ts';
import { parseXml } from './parse-xml.ts';
import { readProcess } from './read-process.ts';
import { Report } from './report.ts';
import { scanXml } from './scan-xml.ts';

export type { Finding } from '../core/finding.ts';

export interface ReadResult {
  /** The executable processes of the file; empty when a finding is an error. */
  processes: Model[];
  findings: Finding[];
}

/** Reads BPMN XML (with `zeebe:` extensions) into executable graphs, refusing by name what cannot be executed. */
export async function readBpmn(xml: string): Promise<ReadResult> {
  const { models, report } = await readModels(xml);
  return { processes: report.failed ? [] : models, findings: report.findings };
}

/** The graphs as far as they could be read, faulty or not: lint has more to say about them. */
export async function readModels(xml: string): Promise<{ models: Model[]; report: Report }> {
  const { refusal, lineOf } = scanXml(xml);
  const report = new Report(lineOf);
  if (refusal) {
    report.findings.push(refusal);
    return { models: [], report };
  }
  const definitions = await parseXml(xml, report);
  if (!definitions) return { models: [], report };
  const roots = (definitions.rootElements ?? []) as DiagramNode[];
  const processes = roots.filter(
    ({ $type, isExecutable }) => $type === 'bpmn:Process' && isExecutable !== false,
  );
  if (processes.length === 0) {
    report.error(
      null,
      'no_executable_process',
      '图里没有可执行的流程。请选中流程，在属性栏勾选“可执行”。',
      'Expected a process that is executable, but there is none.',
    );
  }
  const models = processes.map((process) => {
    const model = readProcess(process, report);
    checkProcess(model, report);
    return model;
  });
  return { models, report };
}

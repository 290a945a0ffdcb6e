import { setImmediate as breathe } from 'node:timers/promises';
import type { DiagramNode } from '../core/diagram.ts';
import type { Fault, Finding } from '../core/finding.ts';
import type { Model } from '../core/model.ts';
import { checkProcess } from './check-process.ts';
import { readingCost } from './expressions.ts';
import { MOST_EXPRESSION_TEXT, MOST_PROCESSES } from './limits.ts';
import { parseXml } from './parse-xml.ts';
import { readProcess } from './read-process.ts';
import { Report } from './report.ts';
import { scanXml, tooLarge } from './scan-xml.ts';

export type { Finding } from '../core/finding.ts';

export interface ReadResult {
  /** The executable processes of the file; empty when a finding is an error. */
  processes: Model[];
  findings: Finding[];
}

/** What one file says, faulty or not. */
export interface ReadFile {
  models: Model[];
  report: Report;
}

/** Reads BPMN XML (with `zeebe:` extensions) into executable graphs, refusing by name what cannot be executed. */
export async function readBpmn(xml: string): Promise<ReadResult> {
  const { models, report } = await readModels(xml);
  return { processes: report.failed ? [] : models, findings: report.findings };
}

/**
 * The graphs as far as they could be read, faulty or not: lint has more to say about them. Between the stages of a large
 * file others get their turn.
 */
export async function readModels(xml: string): Promise<ReadFile> {
  const { refusal, lineOf, drawings } = scanXml(xml);
  const report = new Report(lineOf);
  if (refusal) {
    report.add(null, refusal, refusal.line);
    return { models: [], report };
  }
  await breathe();
  const definitions = await parseXml(xml, report, drawings);
  if (!definitions) return { models: [], report };
  await breathe();
  const models = readProcesses(definitions, report);
  if (models.some(isTooWordy)) {
    report.add(null, tooWordy());
    return { models: [], report };
  }
  for (const model of models) {
    await breathe();
    await checkProcess(model, report);
  }
  return { models, report };
}

function readProcesses(definitions: DiagramNode, report: Report): Model[] {
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
  if (processes.length > MOST_PROCESSES) {
    const advice = '请把它们分到几个文件里。';
    report.add(
      null,
      tooLarge(`${MOST_PROCESSES} 个可执行的流程`, `${MOST_PROCESSES} executable processes`, advice),
    );
    return [];
  }
  return processes.map((process) => readProcess(process, report));
}

function isTooWordy(model: Model): boolean {
  return readingCost(model) > MOST_EXPRESSION_TEXT;
}

function tooWordy(): Fault {
  const most = MOST_EXPRESSION_TEXT.toLocaleString('en');
  return tooLarge(
    `${most} 字的表达式、映射和属性（一个流程里合计，循环加倍，每个表达式另加 25）`,
    `${most} characters of expressions, mappings and properties in a process`,
    '请把长的说明和名单移到表单、决策表或外部程序里。',
  );
}

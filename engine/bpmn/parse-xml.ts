import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import type { DiagramNode } from '../core/diagram.ts';
import type { Fault } from '../core/finding.ts';
import { guardReading, TooManyFaults } from './guarded-reader.ts';
import { MOST_REFERENCES } from './limits.ts';
import type { Report } from './report.ts';
import { reportContent, reportUnreadable } from './report-content.ts';
import { tooLarge, type Scan } from './scan-xml.ts';

interface Parsed {
  rootElement: DiagramNode;
  warnings: { message: string; element?: DiagramNode; property?: string; value?: string }[];
}

interface Moddle {
  fromXML(xml: string, type: string, options: object): Promise<Parsed>;
}

const zeebe: unknown = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');
const moddle = new BpmnModdle({ zeebe }) as Moddle;

/**
 * XML to moddle's tree of elements. What the parser would only mutter about is reported as a fault.
 * @param drawings where the drawing stands: it is nothing to the token, and half of a file
 */
export async function parseXml(
  xml: string,
  report: Report,
  drawings: Scan['drawings'] = [],
): Promise<DiagramNode | null> {
  const text = withoutDrawings(xml, drawings);
  const guard = guardReading(text);
  try {
    const { rootElement, warnings } = await moddle.fromXML(text, 'bpmn:Definitions', guard.options);
    for (const warning of warnings) reportWarning(warning, report);
    if (!guard.hasExcess()) return rootElement;
    report.add(null, tooManyReferences());
  } catch (fault) {
    if (fault instanceof TooManyFaults) {
      for (const warning of (fault as Error & Parsed).warnings) reportWarning(warning, report);
      reportUnreadable(fault, '文件的毛病太多，先说这些。请用流程设计器重新导出后再试。', report);
    } else reportUnreadable(fault, '文件不是可读的 BPMN 图。请用流程设计器重新导出后再试。', report);
  }
  return null;
}

function tooManyReferences(): Fault {
  const most = MOST_REFERENCES.toLocaleString('en');
  return tooLarge(`${most} 处引用（一个元素上）`, `${most} references of one element`);
}

/** Lines stay where they are: the parser counts them for its faults. */
function withoutDrawings(xml: string, drawings: Scan['drawings']): string {
  let text = '';
  let at = 0;
  for (const { from, to } of drawings) {
    text += xml.slice(at, from) + xml.slice(from, to).replace(/[^\n]+/g, '');
    at = to;
  }
  return text + xml.slice(at);
}

function reportWarning(
  { message, element, property, value }: Parsed['warnings'][number],
  report: Report,
): void {
  if (message.startsWith('unresolved reference')) {
    const id = element?.id ?? null;
    // the drawing's own references (shapes, labels) do not matter to the token
    if (element?.$type.startsWith('bpmndi:')) return;
    report.error(
      id,
      'dangling_reference',
      `“${id}”引用了不存在的“${value}”（${property}）。请删去后重新连接。`,
      `Expected '${value}' (${property} of '${id}') to exist, but it does not.`,
    );
    return;
  }
  reportContent(message, { dialect: 'BPMN', designer: '流程设计器' }, report);
}

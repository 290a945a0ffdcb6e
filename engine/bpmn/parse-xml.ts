import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import type { DiagramNode } from '../core/diagram.ts';
import type { Report } from './report.ts';
import { reportContent, reportUnreadable } from './report-content.ts';

interface Parsed {
  rootElement: DiagramNode;
  warnings: { message: string; element?: DiagramNode; property?: string; value?: string }[];
}

interface Moddle {
  fromXML(xml: string, type: string): Promise<Parsed>;
}

const zeebe: unknown = createRequire(import.meta.url)('zeebe-bpmn-moddle/resources/zeebe.json');
const moddle = new BpmnModdle({ zeebe }) as Moddle;

/** XML to moddle's tree of elements. What the parser would only mutter about is reported as a fault. */
export async function parseXml(xml: string, report: Report): Promise<DiagramNode | null> {
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml, 'bpmn:Definitions');
    for (const warning of warnings) reportWarning(warning, report);
    return rootElement;
  } catch (fault) {
    reportUnreadable(fault, '文件不是可读的 BPMN 图。请用流程设计器重新导出后再试。', report);
    return null;
  }
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

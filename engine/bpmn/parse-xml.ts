import { createRequire } from 'node:module';
import { BpmnModdle } from 'bpmn-moddle';
import type { DiagramNode } from '../core/diagram.ts';
import type { Report } from './report.ts';

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
    const reason = fault instanceof Error ? fault.message : String(fault);
    report.error(
      null,
      'xml_unreadable',
      '文件不是可读的 BPMN 图。请用流程设计器重新导出后再试。',
      oneLine(reason),
    );
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
  const line = lineIn(message);
  const duplicate = /duplicate ID <([^>]*)>/.exec(message)?.[1];
  if (duplicate !== undefined) {
    report.error(
      duplicate,
      'duplicate_id',
      `编号“${duplicate}”用了两次（第 ${line} 行又出现）。请给其中一个换个编号。`,
      `Expected ids to be unique, but '${duplicate}' is used again on line ${line}.`,
      line,
    );
    return;
  }
  const illegal = /illegal ID <([^>]*)>/.exec(message)?.[1];
  if (illegal !== undefined) {
    report.error(
      illegal,
      'illegal_id',
      `编号“${illegal}”（第 ${line} 行）用了不允许的字符。编号只能用英文字母、数字、下划线、点和横线，中文请写在名称里。`,
      `Expected ids of latin letters, digits, '_', '.' and '-', but line ${line} has '${illegal}'.`,
      line,
    );
    return;
  }
  const content = /<([^>]*)>/.exec(message)?.[1] ?? '';
  report.error(
    null,
    'unknown_content',
    `第 ${line} 行的“${content}”不是认识的 BPMN 内容。请删去，或改用流程设计器里的元素。`,
    oneLine(message),
    line,
  );
}

/** The parser counts lines from 0. */
function lineIn(message: string): number | null {
  const line = /line: (\d+)/.exec(message)?.[1];
  return line === undefined ? null : Number(line) + 1;
}

function oneLine(text: string): string {
  return text.replace(/\s+/g, ' ').slice(0, 300);
}

import { DmnModdle } from 'dmn-moddle';
import { Report } from '../bpmn/report.ts';
import { reportContent, reportUnreadable } from '../bpmn/report-content.ts';
import { scanXml, type Limits } from '../bpmn/scan-xml.ts';

/** An element as dmn-moddle reads it; `$parent` is where it is drawn. */
export interface DmnNode {
  $type: string;
  $parent?: DmnNode;
  id?: string;
  name?: string;
  [property: string]: unknown;
}

interface Parsed {
  rootElement: DmnNode;
  warnings: { message: string; element?: DmnNode; property?: string; value?: string }[];
}

const moddle = new DmnModdle({
  zeebe: {
    name: 'zeebe',
    prefix: 'zeebe',
    uri: 'http://camunda.org/schema/zeebe/1.0',
    xml: { tagAlias: 'lowerCase' },
    types: [
      {
        name: 'VersionTag',
        superClass: ['Element'],
        properties: [{ name: 'value', type: 'String', isAttr: true }],
      },
    ],
  },
}) as { fromXML(xml: string): Promise<Parsed> };

/** A rule of a table is some five elements: these are tables of thousands of rules. */
const decisionLimits: Limits = {
  bytes: 2_000_000,
  flowNodes: Infinity,
  elements: 20_000,
  levels: 64,
  siblings: 20_000,
  attributes: 100,
  namespaces: 1_000,
};

const DMN_1_3 = 'https://www.omg.org/spec/DMN/20191111/MODEL/';

/** XML to dmn-moddle's tree. What the parser would only mutter about is reported as a fault. */
export async function parseXml(xml: string): Promise<{ definitions: DmnNode | null; report: Report }> {
  const { refusal, lineOf } = scanXml(xml, decisionLimits);
  const report = new Report(lineOf);
  if (refusal) {
    report.findings.push(refusal.code === 'too_large' ? { ...refusal, message: TOO_LARGE } : refusal);
    return { definitions: null, report };
  }
  if (!xml.includes(DMN_1_3)) {
    report.error(
      null,
      'dmn_version',
      '文件不是 DMN 1.3 的决策图。请用决策设计器（如 Camunda Modeler）打开，另存后再上传。',
      `Expected DMN 1.3 (${DMN_1_3}), but the file is something else.`,
    );
    return { definitions: null, report };
  }
  try {
    const { rootElement, warnings } = await moddle.fromXML(xml);
    for (const warning of warnings) reportWarning(warning, report);
    return { definitions: rootElement, report };
  } catch (fault) {
    reportUnreadable(fault, '文件不是可读的决策图。请用决策设计器重新导出后再试。', report);
    return { definitions: null, report };
  }
}

const TOO_LARGE = '决策文件太大或嵌套太深。请把大表拆成几个决策，用信息需求连起来。';

function reportWarning({ message }: Parsed['warnings'][number], report: Report): void {
  // references of the drawing (shapes, labels) do not matter to the decision; its own are hrefs, checked by themselves
  if (message.startsWith('unresolved reference')) return;
  reportContent(message, { dialect: 'DMN', designer: '决策设计器' }, report);
}

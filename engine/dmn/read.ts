import type { Finding } from '../core/finding.ts';
import { checkRequirements } from './check-requirements.ts';
import type { Decision, Knowledge, Parameter, Requirements } from './model.ts';
import { parseXml, type DmnNode } from './parse-xml.ts';
import { readLogic, readParameters } from './read-logic.ts';
import { nodes, placeOf, Reading, textOf, typeOf } from './reading.ts';

export interface ReadResult {
  /** Null when a finding is an error. */
  requirements: Requirements | null;
  findings: Finding[];
}

/** Reads DMN 1.3 XML into decisions that can be evaluated, refusing by name what cannot. */
export async function readDmn(xml: string): Promise<ReadResult> {
  const { definitions, report } = await parseXml(xml);
  if (!definitions) return { requirements: null, findings: report.findings };
  const reading = new Reading(definitions, report);
  const requirements = readRequirements(definitions, reading);
  checkRequirements(requirements, reading);
  return { requirements: report.failed ? null : requirements, findings: report.findings };
}

function readRequirements(definitions: DmnNode, reading: Reading): Requirements {
  const id = definitions.id ?? '';
  const requirements: Requirements = {
    id,
    name: textOf(definitions.name) ?? id,
    decisions: {},
    knowledge: {},
  };
  refuseOther(definitions, reading);
  for (const node of nodes(definitions.drgElement)) {
    const type = typeOf(node);
    if ((type === 'decision' || type === 'businessKnowledgeModel') && !node.id) missingId(node, reading);
    else if (type === 'decision') requirements.decisions[node.id!] = readDecision(node, reading);
    else if (type === 'businessKnowledgeModel')
      requirements.knowledge[node.id!] = readKnowledge(node, reading);
  }
  if (!id) missingId(definitions, reading);
  if (Object.keys(requirements.decisions).length === 0) {
    reading.error(
      definitions,
      'no_decision',
      '文件里没有决策。请在图中画一个决策，再填它的决策表或表达式。',
      'Expected a decision, but there is none.',
    );
  }
  return requirements;
}

/** What would change the answer if it were passed over. */
function refuseOther(definitions: DmnNode, reading: Reading): void {
  for (const node of nodes(definitions.import)) {
    reading.refuse(
      node,
      `引入其他文件“${textOf(node.name) ?? ''}”`,
      'import',
      '请把用到的决策画在同一个文件里',
    );
  }
  for (const node of nodes(definitions.drgElement)) {
    if (typeOf(node) !== 'decisionService') continue;
    reading.refuse(node, '决策服务', 'decision service', '请删去，直接调用里面的决策');
  }
}

function missingId(node: DmnNode, { report }: Reading): void {
  report.error(
    placeOf(node),
    'id_missing',
    `“${textOf(node.name) ?? '文件'}”没有编号（id），别处无法引用。请用决策设计器重新保存。`,
    `Expected ${node.$type} '${node.name ?? ''}' to have an id, but it has none.`,
  );
}

function readDecision(node: DmnNode, reading: Reading): Decision {
  const id = node.id!;
  const variable = node.variable as DmnNode | undefined;
  const named = textOf(variable?.name);
  return {
    id,
    name: textOf(node.name) ?? id,
    versionTag: versionTagOf(node),
    resultNames: named === null ? [...new Set([id, textOf(node.name) ?? id])] : [named],
    resultType: textOf(variable?.typeRef),
    requires: references(node, 'informationRequirement', 'requiredDecision'),
    knowledge: references(node, 'knowledgeRequirement', 'requiredKnowledge'),
    logic: readLogic(node.decisionLogic as DmnNode | undefined, node, reading),
  };
}

function readKnowledge(node: DmnNode, reading: Reading): Knowledge {
  const body = node.encapsulatedLogic as DmnNode | undefined;
  const parameters: Parameter[] = body ? readParameters(body, reading) : [];
  return {
    id: node.id!,
    name: textOf(node.name) ?? node.id!,
    parameters,
    knowledge: references(node, 'knowledgeRequirement', 'requiredKnowledge'),
    logic: readLogic(body?.body as DmnNode | undefined, body ?? node, reading),
  };
}

/** `#dish` → `dish`; a reference into another file is left as it is, and found missing. */
function references(node: DmnNode, requirement: string, kind: string): string[] {
  return nodes(node[requirement]).flatMap((one) => {
    const { href } = (one[kind] ?? {}) as { href?: string };
    return href === undefined ? [] : [href.replace(/^#/, '')];
  });
}

function versionTagOf(node: DmnNode): string | null {
  const { values } = (node.extensionElements ?? {}) as { values?: DmnNode[] };
  return textOf(values?.find(({ $type }) => $type === 'zeebe:VersionTag')?.value);
}

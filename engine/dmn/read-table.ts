import { readFeel } from '../core/feel.ts';
import type { Aggregation, Cell, DecisionTable, HitPolicy, Output, Rule } from './model.ts';
import type { DmnNode } from './parse-xml.ts';
import { nodes, placeOf, textOf, type Reading } from './reading.ts';

const hitPolicies: Record<HitPolicy, string> = {
  UNIQUE: '唯一',
  ANY: '任一',
  PRIORITY: '优先级',
  FIRST: '首个',
  'RULE ORDER': '规则顺序',
  'OUTPUT ORDER': '输出顺序',
  COLLECT: '收集',
};

export function readTable(node: DmnNode, reading: Reading): DecisionTable {
  const hitPolicy = (textOf(node.hitPolicy) ?? 'UNIQUE') as HitPolicy;
  if (!Object.hasOwn(hitPolicies, hitPolicy)) {
    reading.refuse(node, `命中策略“${hitPolicy}”`, `hit policy ${hitPolicy}`, '请改选决策设计器里的命中策略');
  }
  const table: DecisionTable = {
    kind: 'decisionTable',
    id: placeOf(node) ?? '',
    hitPolicy,
    aggregation: hitPolicy === 'COLLECT' ? (textOf(node.aggregation) as Aggregation | null) : null,
    inputs: nodes(node.input).map((input, at) => readInput(input, at, reading)),
    outputs: nodes(node.output).map((output) => readOutput(output, reading)),
    rules: [],
  };
  table.rules = nodes(node.rule).map((rule, at) => readRule(rule, at, table, reading));
  checkOutputs(node, table, reading);
  warnOfRules(node, table, reading);
  return table;
}

function readInput(node: DmnNode, at: number, reading: Reading): DecisionTable['inputs'][number] {
  const expression = node.inputExpression as DmnNode | undefined;
  const text = reading.expression(expression ?? node, `第 ${at + 1} 个输入的表达式`);
  return {
    id: placeOf(node) ?? '',
    label: textOf(node.label) ?? textOf(expression?.text) ?? '',
    expression: text,
  };
}

function readOutput(node: DmnNode, reading: Reading): Output {
  const name = textOf(node.name) ?? '';
  const otherwise = node.defaultOutputEntry as DmnNode | undefined;
  return {
    id: placeOf(node) ?? '',
    name,
    values: readValues(node, name, reading),
    otherwise:
      textOf(otherwise?.text) === null ? null : reading.expression(otherwise!, `输出“${name}”的默认值`),
  };
}

/** Allowed values, `"high","low"`, as one FEEL list: their order is what PRIORITY and OUTPUT ORDER go by. */
function readValues(node: DmnNode, name: string, reading: Reading): string | null {
  const allowed = node.outputValues as DmnNode | undefined;
  const text = textOf(allowed?.text);
  if (text === null) return null;
  const list = `[${reading.spell(text)}]`;
  const fault = readFeel(list);
  if (fault) {
    reading.error(
      allowed!,
      'expression_unreadable',
      `输出“${name}”的允许值“${text}”读不懂。请用逗号隔开，文字要加英文双引号。`,
      fault.message,
    );
  }
  return list;
}

function readRule(node: DmnNode, at: number, { inputs, outputs }: DecisionTable, reading: Reading): Rule {
  const where = `第 ${at + 1} 条规则`;
  const [tests, entries] = [nodes(node.inputEntry), nodes(node.outputEntry)];
  if (tests.length !== inputs.length || entries.length !== outputs.length) {
    reading.error(
      node,
      'rule_cells',
      `${where}有 ${tests.length} 格输入、${entries.length} 格输出，应为 ${inputs.length} 格和 ${outputs.length} 格。请补齐。`,
      `Expected rule ${at + 1} to have ${inputs.length} input and ${outputs.length} output entries, but it has ${tests.length} and ${entries.length}.`,
    );
  }
  return {
    id: placeOf(node) ?? '',
    tests: tests.map((test, column) =>
      cell(test, reading.unaryTests(test, `${where}“${inputs[column]?.label ?? ''}”一格`)),
    ),
    entries: entries.map((entry, column) =>
      cell(
        entry,
        textOf(entry.text) === null
          ? 'null'
          : reading.expression(entry, `${where}“${outputs[column]?.name ?? ''}”一格`),
      ),
    ),
  };
}

function cell(node: DmnNode, text: string): Cell {
  return { id: placeOf(node) ?? '', text };
}

function checkOutputs(
  node: DmnNode,
  { hitPolicy, aggregation, outputs }: DecisionTable,
  reading: Reading,
): void {
  const names = outputs.map(({ name }) => name);
  if (outputs.length === 0) {
    reading.error(
      node,
      'output_missing',
      '决策表没有输出列。请加一列。',
      'Expected an output column, but there is none.',
    );
  }
  if (outputs.length > 1 && (names.includes('') || new Set(names).size < names.length)) {
    reading.error(
      node,
      'output_name',
      '有几个输出列时，每列都要有不同的名称。请在列头填写。',
      'Expected every output to have a name of its own, but some have none or share one.',
    );
  }
  if (outputs.length > 1 && aggregation !== null) {
    reading.error(
      node,
      'aggregation_outputs',
      `“收集”并汇总（${aggregation}）只能有一个输出列。请拆成几个决策。`,
      `Expected one output for COLLECT with ${aggregation}, but there are ${outputs.length}.`,
    );
  }
  const ordered = hitPolicy === 'PRIORITY' || hitPolicy === 'OUTPUT ORDER';
  if (ordered && outputs.every(({ values }) => values === null)) {
    reading.error(
      node,
      'output_values_missing',
      `命中策略“${hitPolicies[hitPolicy]}”按允许值的先后排序。请在输出列头按重要程度列出允许值。`,
      `Expected allowed output values for hit policy ${hitPolicy}, but there are none.`,
    );
  }
}

/** What can be evaluated but will hardly be meant. */
function warnOfRules(node: DmnNode, { id, hitPolicy, rules }: DecisionTable, { report }: Reading): void {
  if (rules.length === 0) {
    report.warning(
      id,
      'rules_missing',
      '决策表还没有规则，结果总是空。请至少加一条。',
      'Expected the decision table to have rules, but it has none.',
    );
  }
  const open = rules.findIndex(({ tests }) => tests.every(({ text }) => text === '' || text === '-'));
  if (open === -1) return;
  if (hitPolicy === 'FIRST' && open < rules.length - 1) {
    report.warning(
      rules[open]!.id,
      'rules_unreachable',
      `第 ${open + 1} 条规则什么情况都符合，后面的规则永远用不到。请把它移到最后。`,
      `Rules after rule ${open + 1} of '${placeOf(node)}' are never reached.`,
    );
  }
  if (hitPolicy === 'UNIQUE' && rules.length > 1) {
    report.warning(
      rules[open]!.id,
      'rules_overlap',
      `命中策略是“唯一”，第 ${open + 1} 条规则却什么情况都符合，与其他规则必然冲突。请改用“首个”，或给它加上条件。`,
      `Rule ${open + 1} always matches, so every other match violates UNIQUE.`,
    );
  }
}

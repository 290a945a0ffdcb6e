import type { Logic, Parameter } from './model.ts';
import type { DmnNode } from './parse-xml.ts';
import { readTable } from './read-table.ts';
import { nodes, placeOf, textOf, typeOf, type Reading } from './reading.ts';

/** How a decision is made, or one of the boxes inside. `owner` is where it is missing when it is. */
export function readLogic(node: DmnNode | undefined, owner: DmnNode, reading: Reading): Logic {
  if (!node) {
    const name = textOf(owner.name) ?? placeOf(owner) ?? '';
    reading.error(
      owner,
      'logic_missing',
      `“${name}”里面是空的，不知道怎么得出结果。请画决策表或写表达式。`,
      `Expected '${name}' to have decision logic, but it has none.`,
    );
    return nothing(placeOf(owner));
  }
  const id = placeOf(node) ?? '';
  switch (typeOf(node)) {
    case 'decisionTable':
      return readTable(node, reading);
    case 'literalExpression':
      return { kind: 'literalExpression', id, text: reading.expression(node, '表达式') };
    case 'context':
      return readContext(node, id, reading);
    case 'list':
      return { kind: 'list', id, items: nodes(node.elements).map((item) => readLogic(item, node, reading)) };
    case 'relation':
      return readRelation(node, id, reading);
    case 'invocation':
      return readInvocation(node, id, reading);
    case 'functionDefinition':
      return readFunction(node, id, reading);
    default:
      reading.refuse(node, typeOf(node), typeOf(node), '请改用决策表或 FEEL 表达式');
      return nothing(id);
  }
}

function readContext(node: DmnNode, id: string, reading: Reading): Logic {
  const entries = nodes(node.contextEntry).map((entry) => ({
    entry,
    name: textOf((entry.variable as DmnNode | undefined)?.name),
    logic: readLogic(entry.value as DmnNode | undefined, entry, reading),
  }));
  const last = entries.at(-1);
  const named = last?.name === null ? entries.slice(0, -1) : entries;
  for (const { entry } of named.filter(({ name }) => name === null)) {
    reading.error(
      entry,
      'entry_name_missing',
      '上下文里有一项没有名称。请填写名称；只有最后一项可以不填，它就是结果。',
      'Expected every context entry but the last to have a name, but one has none.',
    );
  }
  return {
    kind: 'context',
    id,
    entries: named.map(({ name, logic }) => ({ name: name ?? '', logic })),
    result: last && last.name === null ? last.logic : null,
  };
}

function readRelation(node: DmnNode, id: string, reading: Reading): Logic {
  const columns = nodes(node.column).map(({ name }) => textOf(name) ?? '');
  const rows = nodes(node.row);
  for (const row of rows) {
    const { length } = nodes(row.elements);
    if (length === columns.length) continue;
    reading.error(
      row,
      'row_cells',
      `关系表有一行是 ${length} 格，应为 ${columns.length} 格。请补齐或删去多余的格。`,
      `Expected a row of ${columns.length} cells, but it has ${length}.`,
    );
  }
  return {
    kind: 'relation',
    id,
    columns,
    rows: rows.map((row) => nodes(row.elements).map((cell) => readLogic(cell, row, reading))),
  };
}

function readInvocation(node: DmnNode, id: string, reading: Reading): Logic {
  const called = textOf((node.calledFunction as DmnNode | undefined)?.text) ?? '';
  if (!reading.functions.has(called)) {
    reading.error(
      node,
      'function_unknown',
      `要调用的业务知识模型“${called}”不存在。请核对名称，并用知识需求连到它。`,
      `Expected '${called}' to be a business knowledge model, but there is none of that name.`,
    );
  }
  return {
    kind: 'invocation',
    id,
    called,
    bindings: nodes(node.binding).map((binding) => ({
      name: textOf((binding.parameter as DmnNode | undefined)?.name) ?? '',
      logic: readLogic(binding.bindingFormula as DmnNode | undefined, node, reading),
    })),
  };
}

function readFunction(node: DmnNode, id: string, reading: Reading): Logic {
  return {
    kind: 'functionDefinition',
    id,
    parameters: readParameters(node, reading),
    body: readLogic(node.body as DmnNode | undefined, node, reading),
  };
}

export function readParameters(node: DmnNode, reading: Reading): Parameter[] {
  const kind = textOf(node.kind) ?? 'FEEL';
  if (kind !== 'FEEL') reading.refuse(node, `${kind} 函数`, `function of kind ${kind}`, '请改用 FEEL 写');
  return nodes(node.formalParameter).map((parameter) => ({
    name: textOf(parameter.name) ?? '',
    type: textOf(parameter.typeRef),
  }));
}

function nothing(id: string | null): Logic {
  return { kind: 'literalExpression', id: id ?? '', text: 'null' };
}

import { setImmediate as breathe } from 'node:timers/promises';
import { readFeel } from '../core/feel.ts';
import { elementOf, type Element, type Model } from '../core/model.ts';
import { behaviourOf, definitionOf } from '../core/registry.ts';
import { expressionsOf } from './expressions.ts';
import type { Report } from './report.ts';

/** After so many milliseconds of reading expressions others get their turn. */
const TURN = 50;

/** Everything that would keep a process that could be read from running as drawn. */
export async function checkProcess(model: Model, report: Report): Promise<void> {
  checkStarts(model, report);
  for (const element of Object.values(model.elements)) {
    for (const fault of behaviourOf(element.type).check?.(element, model) ?? [])
      report.add(element.id, fault);
    for (const { type, details } of element.events) {
      for (const fault of definitionOf(type).check?.(details, element, model) ?? [])
        report.add(element.id, fault);
    }
    checkMappings(element, report);
  }
  for (const { id, sourceId, targetId } of Object.values(model.flows)) {
    checkFlow(id, elementOf(model, sourceId), elementOf(model, targetId), report);
  }
  let since = performance.now();
  for (const { elementId, text } of expressionsOf(model)) {
    if (performance.now() - since > TURN) {
      await breathe();
      since = performance.now();
    }
    const failure = readFeel(text);
    if (!failure) continue;
    report.error(
      elementId,
      'expression_unreadable',
      `表达式“${text}”读不懂。请检查括号、引号和运算符，文字要加英文双引号。`,
      failure.message,
    );
  }
}

function checkStarts(model: Model, report: Report): void {
  const starts = elementOf(model, model.processId).starts.map((id) => elementOf(model, id));
  if (starts.length === 0) {
    report.error(
      model.processId,
      'start_missing',
      '流程没有开始事件。请从左边工具栏拖入一个，并连到第一步。',
      'Expected a start event in the process, but there is none.',
    );
  }
  const plain = starts.filter(({ type, events }) => type === 'startEvent' && events.length === 0);
  for (const second of plain.slice(1)) {
    report.error(
      second.id,
      'start_twice',
      `流程只能有一个普通开始事件，“${second.name || second.id}”是多余的。请删去，或改成消息、定时开始事件。`,
      'Expected at most one none start event in the process, but there are more.',
    );
  }
}

function checkMappings({ id, inputs, outputs }: Element, report: Report): void {
  for (const { source, target } of [...inputs, ...outputs]) {
    if (source !== '' && /^[\p{L}_][\p{L}\p{N}_]*(\.[\p{L}_][\p{L}\p{N}_]*)*$/u.test(target)) continue;
    report.error(
      id,
      'mapping_incomplete',
      `输入输出映射“${target || '（空）'}”不完整。请同时填写变量名和取值，变量名只用字母、汉字、数字和下划线。`,
      `Expected a mapping with source and variable name, but got '${source}' to '${target}'.`,
    );
  }
}

function checkFlow(id: string, source: Element, target: Element, report: Report): void {
  const wrong =
    source.parentId !== target.parentId ||
    source.type === 'endEvent' ||
    target.type === 'startEvent' ||
    target.type === 'boundaryEvent';
  if (!wrong) return;
  report.error(
    id,
    'flow_misplaced',
    `连线“${id}”接错了地方：不能从结束事件出来，不能进入开始或边界事件，也不能穿过子流程的边框。请重新连接。`,
    `Expected flow '${id}' to connect elements of one scope, not out of an end nor into a start or boundary event.`,
  );
}

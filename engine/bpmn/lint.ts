import type { Finding } from '../core/finding.ts';
import { elementOf, type Element, type Model } from '../core/model.ts';
import { readModels } from './read.ts';
import { reachable } from './reachable.ts';
import type { Report } from './report.ts';
import { nameOf } from './supported.ts';

export interface LintOptions {
  /** Ids of the forms that exist or are deployed along with the diagram. */
  formIds: Iterable<string>;
}

/** Everything a designer should know before deploying: the findings of reading, and advice on the drawing itself. */
export async function lintProcess(xml: string, { formIds }: LintOptions): Promise<Finding[]> {
  const read = await readModels(xml);
  return lintModels(read, { formIds });
}

/** The same of what has been read; the report takes the advice up. */
export function lintModels(
  { models, report }: { models: Model[]; report: Report },
  { formIds }: LintOptions,
): Finding[] {
  const known = new Set(formIds);
  for (const model of models) {
    for (const element of Object.values(model.elements)) {
      lintForm(element, known, report);
      lintName(element, report);
      lintGateway(element, model, report);
      lintEnd(element, model, report);
    }
    lintUnreachable(model, report);
  }
  return report.findings;
}

function lintForm({ id, type, name, formId }: Element, known: Set<string>, report: Report): void {
  const called = name || id;
  if (formId === null && type === 'userTask') {
    report.warning(
      id,
      'form_missing',
      `“${called}”没有表单，办理人打开后没有可填的内容。请在属性栏选择一张表单。`,
      `Expected user task '${id}' to have a form, but it has none.`,
    );
  }
  if (formId !== null && !known.has(formId)) {
    report.error(
      id,
      'form_unknown',
      `“${called}”用的表单“${formId}”不存在。请先建这张表单，或者改选已有的。`,
      `Expected form '${formId}' of '${id}' to exist, but it does not.`,
    );
  }
}

const namedTypes = new Set([
  'userTask',
  'serviceTask',
  'sendTask',
  'receiveTask',
  'callActivity',
  'subProcess',
  'endEvent',
]);

function lintName({ id, type, name }: Element, report: Report): void {
  if (name !== '' || !namedTypes.has(type)) return;
  report.warning(
    id,
    'name_missing',
    `${nameOf(type)}“${id}”没有名称，列表和进度里会看不懂。请双击它写上名称。`,
    `Expected ${type} '${id}' to have a name, but it has none.`,
  );
}

function lintGateway({ id, type, name, outgoing, defaultFlow }: Element, model: Model, report: Report): void {
  const conditional = outgoing.filter((flow) => model.flows[flow]!.condition !== null);
  if (type === 'exclusiveGateway' && outgoing.length > 1 && defaultFlow === null) {
    report.warning(
      id,
      'default_missing',
      `网关“${name || id}”没有默认流，条件都不成立时会卡住。请选一条连线设为默认流。`,
      `Expected exclusive gateway '${id}' to have a default flow, but it has none.`,
    );
  }
  if ((type === 'parallelGateway' || type === 'eventBasedGateway') && conditional.length > 0) {
    report.warning(
      id,
      'condition_ignored',
      `${nameOf(type)}“${name || id}”后面的条件不起作用。要按条件选路请改用排他网关。`,
      `Conditions on flows out of ${type} '${id}' are not evaluated.`,
    );
  }
}

const deadEnds = new Set(['endEvent', 'process', 'boundaryEvent', 'eventSubProcess']);

/** A jump, something that undoes, something to choose in an ad-hoc sub-process: nothing has to follow. */
function leadsNowhere({ forCompensation, parentId, place, events }: Element, model: Model): boolean {
  const isJump = place === 'throw' && events.some(({ type }) => type === 'link');
  const inAdHoc = parentId !== null && elementOf(model, parentId).type === 'adHocSubProcess';
  return forCompensation || isJump || inAdHoc;
}

function lintEnd(element: Element, model: Model, report: Report): void {
  const { id, type, name, outgoing } = element;
  if (outgoing.length > 0 || deadEnds.has(type) || leadsNowhere(element, model)) return;
  report.warning(
    id,
    'dead_end',
    `走到“${name || id}”就停了，后面没有连线。请接到下一步或结束事件。`,
    `Expected '${id}' to lead on to an end event, but nothing follows it.`,
  );
}

function lintUnreachable(model: Model, report: Report): void {
  const reached = reachable(model);
  for (const id of Object.keys(model.elements)) {
    if (reached.has(id)) continue;
    const { name } = elementOf(model, id);
    report.warning(
      id,
      'unreachable',
      `“${name || id}”永远走不到。请从前面的步骤连一条线过来，或者删掉它。`,
      `Expected '${id}' to be reachable from a start event, but it is not.`,
    );
  }
}

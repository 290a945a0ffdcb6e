import { readAssignments, readMilestones, readSteps } from '../bpmn/property-values.ts';
import type { Element, Model } from '../core/model.ts';
import { errorAt, ofProperty, warningAt, type ServiceFinding } from './finding.ts';
import { orRather } from './nearest.ts';
import { expressionsIn } from './process-expressions.ts';
import { readUse } from './feel-use.ts';
import { readFeel } from '../core/feel.ts';

/** Words a milestone may use instead of an element: the submission and the end of the case. */
const places = new Set(['start', 'end']);

const namesRead = new WeakMap<Model, Set<string>>();

/** Names that some expression of the process reads. */
function namesReadIn(model: Model): Set<string> {
  const found = namesRead.get(model);
  if (found) return found;
  const texts = expressionsIn(model).map(({ text }) => text);
  const names = new Set(texts.flatMap((text) => (readFeel(text) ? [] : readUse(text).names)));
  namesRead.set(model, names);
  return names;
}

/** Properties that name elements or variables: a step that was deleted or renamed must not leave them behind. */
export function lintReferences(model: Model): ServiceFinding[] {
  return [
    ...lintMilestones(model).map((finding) => ofProperty('milestones', finding)),
    ...lintWithdraw(model).map((finding) => ofProperty('withdrawUntil', finding)),
    ...Object.values(model.elements)
      .flatMap((element) => lintReturn(element, model))
      .map((finding) => ofProperty('returnWith', finding)),
  ];
}

function lintMilestones(model: Model): ServiceFinding[] {
  const { milestones, unreadable } = readMilestones(model.properties.milestones);
  return [
    ...unreadable.map((part) =>
      errorAt(
        model.processId,
        'milestone_unreadable',
        `进度“${part}”读不懂。请写成“受理=t_accept,t_supplement”，几段之间用英文分号隔开。`,
        `Expected a milestone like 'name=element', but got '${part}'.`,
      ),
    ),
    ...milestones.flatMap(({ name, steps }) =>
      missing(steps, model).map((id) =>
        errorAt(
          model.processId,
          'milestone_missing',
          `进度“${name}”写的步骤“${id}”不在图上${orRather(id, Object.keys(model.elements))}。请改成图上的步骤编号，否则党员看不到这一段的进展。`,
          `Expected milestone '${name}' to name elements, but there is no '${id}'.`,
        ),
      ),
    ),
  ];
}

function lintWithdraw(model: Model): ServiceFinding[] {
  return missing(readSteps(model.properties.withdrawUntil), model).map((id) =>
    errorAt(
      model.processId,
      'withdraw_missing',
      `“可撤回到”写的步骤“${id}”不在图上${orRather(id, Object.keys(model.elements))}。请改成图上的步骤编号。`,
      `Expected withdrawUntil to name elements, but there is no '${id}'.`,
    ),
  );
}

function missing(ids: string[], model: Model): string[] {
  return ids.filter((id) => !places.has(id) && !model.elements[id]);
}

function lintReturn({ id, name, properties }: Element, model: Model): ServiceFinding[] {
  const { returnWith } = properties;
  if (returnWith === undefined) return [];
  const values = readAssignments(returnWith);
  if (!values) {
    return [
      errorAt(
        id,
        'return_unreadable',
        `“${name || id}”的 returnWith 写的是“${returnWith}”，读不懂。请写成“变量=值”，例如 acceptResult=supplement。`,
        `Expected returnWith of '${id}' like 'name=value', but got '${returnWith}'.`,
      ),
    ];
  }
  const read = namesReadIn(model);
  return Object.keys(values)
    .filter((variable) => !read.has(variable))
    .map((variable) =>
      warningAt(
        id,
        'return_unread',
        `“${name || id}”退回补正时写入“${variable}”，图上没有哪个条件读它${orRather(variable, read)}。退回后会走错路，请核对。`,
        `Expected an expression that reads '${variable}', which returnWith of '${id}' sets.`,
      ),
    );
}

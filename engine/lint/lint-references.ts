import type { Model } from '../../core/model.ts';
import type { StudioFinding } from '../../commands/lint-draft.ts';

/** Words a milestone may use instead of an element: the submission and the end of the case. */
const places = new Set(['start', 'end']);

/** Properties of the process that name elements: a step that was deleted or renamed must not leave them behind. */
export function lintReferences(model: Model): StudioFinding[] {
  const { milestones = '', withdrawUntil = '' } = model.properties;
  const parts = milestones.split(';').filter((part) => part.trim() !== '');
  return [
    ...parts.flatMap((part) => lintMilestone(part, model)),
    ...missing(withdrawUntil.split(','), model).map((id) =>
      warning(
        model,
        'withdraw_missing',
        `“可撤回到”写的步骤“${id}”不在图上。请改成图上的步骤编号。`,
        `Expected withdrawUntil to name elements, but there is no '${id}'.`,
      ),
    ),
  ];
}

function lintMilestone(part: string, model: Model): StudioFinding[] {
  const [name, elements, ...rest] = part.split('=');
  if (!name?.trim() || elements === undefined || rest.length > 0) {
    return [
      warning(
        model,
        'milestone_unreadable',
        `进度“${part.trim()}”读不懂。请写成“受理=t_accept,t_supplement”，几段之间用英文分号隔开。`,
        `Expected a milestone like 'name=element', but got '${part}'.`,
      ),
    ];
  }
  return missing(elements.split(','), model).map((id) =>
    warning(
      model,
      'milestone_missing',
      `进度“${name.trim()}”写的步骤“${id}”不在图上，党员会看不到这一段的进展。请改成图上的步骤编号。`,
      `Expected milestone '${name}' to name elements, but there is no '${id}'.`,
    ),
  );
}

function missing(ids: string[], model: Model): string[] {
  return ids.map((id) => id.trim()).filter((id) => id !== '' && !places.has(id) && !model.elements[id]);
}

function warning(model: Model, code: string, message: string, messageEn: string): StudioFinding {
  return { elementId: model.processId, line: null, severity: 'warning', code, message, messageEn };
}

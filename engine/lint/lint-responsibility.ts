import type { Knex } from 'knex';
import { readModels } from '../../bpmn/read.ts';
import type { Element, Model } from '../../core/model.ts';
import { byPrecision } from '../../policy/escalation.ts';
import { assignmentsInForce } from './assignments.ts';
import type { StudioFinding } from '../../commands/lint-draft.ts';

/**
 * User tasks for which nobody has said who does them. The line for all tasks of all processes would answer for any of
 * them; a task that is new should not be left to it by oversight.
 */
export async function lintResponsibility(
  db: Knex,
  model: Model,
  deployedXml: string | null,
): Promise<StudioFinding[]> {
  const lines = await assignmentsInForce(db);
  const known = deployedXml === null ? new Set<string>() : await userTasksOf(deployedXml);
  return userTasks(model)
    .filter(({ id }) => !known.has(id))
    .filter(({ id }) => {
      const [own, process, task] = byPrecision(lines, { processId: model.processId, elementId: id });
      return own!.length + process!.length + task!.length === 0;
    })
    .map(({ id, name }) => ({
      elementId: id,
      line: null,
      severity: 'warning',
      code: 'responsibility_missing',
      message: `还没有写“${name || id}”由哪个单位办理，将由申请人所在支部办理。请在右边“责任单位”里加一行。`,
      messageEn: `Expected a line of assignments.csv for '${model.processId}' and '${id}', but there is none.`,
    }));
}

async function userTasksOf(xml: string): Promise<Set<string>> {
  const { models } = await readModels(xml);
  return new Set(models.flatMap(userTasks).map(({ id }) => id));
}

function userTasks(model: Model): Element[] {
  return Object.values(model.elements).filter(({ type }) => type === 'userTask');
}

import type { Model } from '../core/model.ts';
import { byPrecision } from '../policy/escalation.ts';
import { warningAt, type ServiceFinding } from './finding.ts';
import type { Surroundings } from './surroundings.ts';

/**
 * User tasks for which nobody has said who does them. The line for all tasks of all processes answers for any of them;
 * no task should be left to it by oversight.
 */
export function lintResponsibility(model: Model, { assignments }: Surroundings): ServiceFinding[] {
  return Object.values(model.elements)
    .filter(({ type, properties }) => type === 'userTask' && !properties.unit)
    .filter(({ id }) => {
      const [own, process, task] = byPrecision([...assignments], {
        processId: model.processId,
        elementId: id,
      });
      return own!.length + process!.length + task!.length === 0;
    })
    .map(({ id, name }) =>
      warningAt(
        id,
        'responsibility_missing',
        `还没有写“${name || id}”由哪个单位办理，将由申请人所在支部办理。请在责任单位里（policies/assignments.csv）给它加一行。`,
        `Expected a line of assignments.csv for '${model.processId}' and '${id}', but there is none.`,
      ),
    );
}

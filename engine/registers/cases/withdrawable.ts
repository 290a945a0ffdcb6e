import { readSteps } from '../../bpmn/property-values.ts';
import type { CaseTask } from './case-tasks.ts';

/** Tasks after which the organisation has decided: process property `withdrawUntil`. */
export function decisiveTasks(properties: Record<string, string>): string[] {
  return readSteps(properties.withdrawUntil);
}

/** May the applicant still take it back? What screens ask before they show the button. */
export function isWithdrawable(
  file: { status: 'open' | 'closed'; properties: Record<string, string> },
  tasks: CaseTask[],
): boolean {
  const decisive = decisiveTasks(file.properties);
  return (
    file.status === 'open' &&
    !tasks.some((task) => task.state === 'completed' && decisive.includes(task.elementId))
  );
}

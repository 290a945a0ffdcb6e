import type { PolicyRow } from './csv.ts';
import type { EscalationStep } from './policy.ts';

/** A task as policy lines name it. */
export interface TaskName {
  processId: string;
  elementId: string;
}

/**
 * The escalation steps that hold for a task, earliest first. The most precise lines win as a group: a task with lines
 * of its own does not also climb by the general ones.
 */
export function escalationSteps(rows: PolicyRow[], task: TaskName): EscalationStep[] {
  const nearest = byPrecision(rows, task).find((group) => group.length > 0) ?? [];
  return nearest
    .map(({ cells }) => ({ afterDays: Number(cells.afterDays), levelsUp: Number(cells.levelsUp) }))
    .sort((a, b) => a.afterDays - b.afterDays || a.levelsUp - b.levelsUp);
}

/** Lines for this very task; for the whole process; for tasks of that id anywhere; the general ones. */
export function byPrecision(rows: PolicyRow[], { processId, elementId }: TaskName): PolicyRow[][] {
  const named = (process: string, task: string): PolicyRow[] =>
    rows.filter(({ cells }) => cells.process === process && cells.task === task);
  return [named(processId, elementId), named(processId, '*'), named('*', elementId), named('*', '*')];
}

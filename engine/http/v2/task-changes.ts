import type { TaskCorrections } from '../../core/trigger.ts';

/** Attributes of a task as programs name them; null and what is left out stay, empty ones are cleared. */
export interface TaskAttributes {
  assignee?: string | null;
  dueDate?: string | null;
  followUpDate?: string | null;
  candidateGroups?: string[] | null;
  candidateUsers?: string[] | null;
  priority?: number | null;
}

export function toCorrections(attributes: TaskAttributes): TaskCorrections {
  const { assignee, dueDate, followUpDate, candidateGroups, candidateUsers, priority } = attributes;
  return {
    ...given('assignee', assignee, (text) => text || null),
    ...given('dueAt', dueDate, (text) => text || null),
    ...given('followUpAt', followUpDate, (text) => text || null),
    ...given('candidateGroups', candidateGroups, (list) => list),
    ...given('candidateUsers', candidateUsers, (list) => list),
    ...given('priority', priority, (number) => number),
  };
}

function given<N extends string, T, R>(
  name: N,
  value: T | null | undefined,
  read: (value: T) => R,
): { [K in N]?: R } {
  return (value === null || value === undefined ? {} : { [name]: read(value) }) as { [K in N]?: R };
}

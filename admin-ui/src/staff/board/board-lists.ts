import type { LocationQueryValue } from 'vue-router';

/** The lists behind the numbers of the board, in the words of the API. Each is a list of tasks. */
export const boardLists = {
  overdue: '超期任务',
  escalated: '超期并已上报的任务',
  escalatedHere: '已上报到本级的任务',
  dueThisWeek: '本周到期的任务',
  open: '在办任务',
  closedThisMonth: '本月已办理的任务',
} as const;

export type BoardList = keyof typeof boardLists;
/** Tasks of the organisation itself, or also of those below it. */
export type Reach = 'org' | 'subtree';

type Value = LocationQueryValue | LocationQueryValue[] | undefined;

export function listOf(value: Value): BoardList {
  return typeof value === 'string' && value in boardLists ? (value as BoardList) : 'overdue';
}

export const reachOf = (value: Value): Reach => (value === 'org' ? 'org' : 'subtree');

/** Where a number leads: the board of that organisation with the list under it. */
export function linkTo(org: string, show: BoardList, reach: Reach = 'subtree') {
  return { path: '/board', query: { org, show, ...(reach === 'org' ? { reach } : {}) }, hash: '#tasks' };
}

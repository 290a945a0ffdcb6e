import type { LocationQueryValue } from 'vue-router';

/** The lists behind the numbers of the board, in the words of the API. */
export const boardLists = {
  overdue: '红色预警',
  escalated: '超期并已上报',
  escalatedHere: '已上报到本级',
  dueThisWeek: '本周到期',
  open: '在办',
  closedThisMonth: '本月办完的任务',
} as const;

export type BoardList = keyof typeof boardLists;

export function listOf(value: LocationQueryValue | LocationQueryValue[] | undefined): BoardList {
  return typeof value === 'string' && value in boardLists ? (value as BoardList) : 'overdue';
}

/** Where a number leads: the board of that organisation with the list under it. */
export function linkTo(org: string, show: BoardList) {
  return { path: '/board', query: { org, show }, hash: '#tasks' };
}

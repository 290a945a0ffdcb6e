import type { LocationQuery } from 'vue-router';
import type { Query } from '../../api/client.ts';

/** What the list shows; lives in the address, so that it can be reloaded, shared and gone back to. */
export interface InboxFilter {
  view: InboxView;
  service?: string;
  org?: string;
  due?: string;
  q?: string;
}

export type InboxView = 'todo' | 'overdue' | 'soon' | 'mine' | 'supplement' | 'done';

export const viewNames: Record<InboxView, string> = {
  todo: '待我单位办理',
  overdue: '红色预警',
  soon: '即将到期',
  mine: '我已领取',
  supplement: '等申请人补正',
  done: '已办理',
};

export const dueNames: Record<string, string> = {
  overdue: '已超期',
  today: '今天到期',
  week: '七天内到期',
  later: '七天以后到期',
  none: '没有时限',
};

const fields = ['service', 'org', 'due', 'q'] as const;

export function readFilter(query: LocationQuery): InboxFilter {
  const view = String(query.view ?? '');
  const filter: InboxFilter = { view: view in viewNames ? (view as InboxView) : 'todo' };
  for (const field of fields) if (typeof query[field] === 'string') filter[field] = query[field];
  return filter;
}

/** Only what differs from the plain list. */
export function toQuery(filter: InboxFilter): Record<string, string> {
  const query: Record<string, string> = filter.view === 'todo' ? {} : { view: filter.view };
  for (const field of fields) if (filter[field]) query[field] = filter[field];
  return query;
}

export function toRequest(filter: InboxFilter): Query {
  return { ...filter };
}

/** Whether anything beside the view narrows the list. */
export function isNarrowed(filter: InboxFilter): boolean {
  return fields.some((field) => Boolean(filter[field]));
}

export function sameFilter(one: Record<string, string>, other: Record<string, string>): boolean {
  const keys = new Set([...Object.keys(one), ...Object.keys(other)]);
  return [...keys].every((key) => one[key] === other[key]);
}

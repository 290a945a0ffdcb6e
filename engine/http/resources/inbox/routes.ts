import { countInbox } from '../../../registers/inbox/count-inbox.ts';
import { exportInbox } from '../../../registers/inbox/export-inbox.ts';
import { listInbox } from '../../../registers/inbox/list-inbox.ts';
import { XLSX } from '../../../registers/workbook.ts';
import { defineRoute, type Route } from '../../route.ts';
import { inboxCounters, inboxPage, inboxQuery } from './schemas.ts';

const authorize = { resource: 'task', action: 'read' };

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/inbox',
    summary: '本单位的任务列表，红色预警排在最前',
    authorize,
    query: inboxQuery,
    response: inboxPage,
    handler: ({ actor, query }, services) => listInbox(services, actor, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/inbox/counters',
    summary: '各栏目与各服务的任务数',
    authorize,
    response: inboxCounters,
    handler: ({ actor }, services) => countInbox(services, actor),
  }),
  defineRoute({
    method: 'get',
    path: '/api/inbox/export',
    summary: '按当前筛选导出 Excel',
    authorize,
    query: inboxQuery,
    handler: async ({ actor, query }, services) => ({
      file: await exportInbox(services, actor, query),
      name: '任务列表.xlsx',
      mime: XLSX,
    }),
  }),
];

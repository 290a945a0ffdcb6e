import { listAudit } from '../../../registers/audit/list-audit.ts';
import { defineRoute, type Route } from '../../route.ts';
import { auditPage, auditQuery } from './schemas.ts';

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/audit',
    summary: '操作日志：谁、何时、从哪里、做了什么；新的在前',
    authorize: { resource: 'audit', action: 'read' },
    query: auditQuery,
    response: auditPage,
    handler: ({ actor, query }, services) => listAudit(services, actor, query),
  }),
];

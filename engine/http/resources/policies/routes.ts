import { z } from 'zod';
import { changePolicy } from '../../../commands/change-policy.ts';
import { explainAccess } from '../../../registers/policies/explain-access.ts';
import { readPolicyTable } from '../../../registers/policies/read-table.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  explainQuery,
  explanation,
  policyBody,
  policyImpact,
  policyName,
  policyQuery,
  policyTable,
} from './schemas.ts';

const params = z.object({ name: policyName });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/policies/explain',
    summary: '某个账号为什么能（不能）办某件事',
    authorize: { resource: 'policy', action: 'explain' },
    query: explainQuery,
    response: explanation,
    handler: ({ actor, query }, services) => explainAccess(services, actor, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/policies/:name',
    summary: '职责与权限表：权限、责任分工、逐级上报、工作日历',
    authorize: { resource: 'policy', action: 'read' },
    params,
    response: policyTable,
    handler: ({ params }, services) => readPolicyTable(services, params.name),
  }),
  defineRoute({
    method: 'put',
    path: '/api/policies/:name',
    summary: '修改一张表；dryRun=true 只检查并说明哪些在办任务会改派',
    authorize: { resource: 'policy', action: 'update' },
    params,
    query: policyQuery,
    body: policyBody,
    response: policyImpact,
    handler: ({ actor, params, query, body }, services) =>
      changePolicy(services, actor, { ...body, name: params.name, dryRun: query.dryRun === 'true' }),
  }),
];

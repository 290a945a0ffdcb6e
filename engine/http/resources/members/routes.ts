import { z } from 'zod';
import { exportMembers } from '../../../registers/members/export-members.ts';
import { findMember } from '../../../registers/members/find-member.ts';
import { listMembers } from '../../../registers/members/list-members.ts';
import { revealField } from '../../../registers/members/reveal-field.ts';
import { XLSX } from '../../../registers/workbook.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import { memberDetail, memberFilter, memberQuery, revealBody, revealed, rosterPage } from './schemas.ts';

const read = { resource: 'member', action: 'read' };
const params = z.object({ id: key });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/members',
    summary: '党员名册：班子成员在前，申请超期的标红；可组合筛选',
    authorize: read,
    query: memberQuery,
    response: rosterPage,
    handler: ({ actor, query }, services) => listMembers(services, actor, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/members/export',
    summary: '按当前筛选导出 Excel（脱敏，留痕）',
    authorize: { resource: 'member', action: 'export' },
    query: memberFilter,
    handler: async ({ actor, query }, services) => ({
      file: await exportMembers(services, actor, query),
      name: '党员名册.xlsx',
      mime: XLSX,
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/members/:id',
    summary: '党员信息表',
    authorize: read,
    params,
    response: memberDetail,
    handler: ({ actor, params }, services) => findMember(services, actor, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/members/:id/reveal',
    summary: '查看身份证号、电话或住址原文；须填理由，留痕',
    authorize: { resource: 'member', action: 'reveal' },
    params,
    body: revealBody,
    response: revealed,
    handler: ({ actor, params, body }, services) => revealField(services, actor, params.id, body),
  }),
];

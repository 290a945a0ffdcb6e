import { z } from 'zod';
import { commentCase } from '../../../commands/comment-case.ts';
import { retryIncident } from '../../../commands/retry-incident.ts';
import { urgeCase } from '../../../commands/urge-case.ts';
import { withdrawCase } from '../../../commands/withdraw-case.ts';
import { readCase } from '../../../registers/cases/case-detail.ts';
import { readCaseDiagram } from '../../../registers/cases/diagram.ts';
import { exportCases } from '../../../registers/cases/export-cases.ts';
import { listCases } from '../../../registers/cases/list-cases.ts';
import { printDocument } from '../../../registers/cases/print-document.ts';
import { revealFormField } from '../../../registers/cases/reveal-form-field.ts';
import { XLSX } from '../../../registers/workbook.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  caseDetail,
  caseDiagram,
  caseListQuery,
  casePage,
  commentBody,
  retried,
  revealBody,
  revealed,
  withdrawBody,
} from './schemas.ts';

const params = z.object({ number: z.string().max(40) });
const formParams = params.extend({ id: key });
const documentParams = params.extend({ id: key });
const incidentParams = params.extend({ key });
const caseFile = (action: string) => ({ resource: 'case', action });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/cases',
    summary: '办件列表：本组织及下级党员的办件，和派给本单位的办件',
    authorize: caseFile('read'),
    query: caseListQuery,
    response: casePage,
    handler: ({ actor, query }, services) => listCases(services, actor, query),
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/export',
    summary: '按当前筛选导出 Excel',
    authorize: caseFile('export'),
    query: caseListQuery,
    handler: async ({ actor, query }, services) => ({
      file: await exportCases(services, actor, query),
      name: '办件.xlsx',
      mime: XLSX,
    }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/:number',
    summary: '一件办件：进度、材料、经过、任务',
    authorize: caseFile('read'),
    params,
    response: caseDetail,
    handler: ({ actor, params }, services) => readCase(services, actor, params.number),
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/:number/diagram',
    summary: '办件所用版本的流程图，和办到了哪里',
    authorize: caseFile('read'),
    params,
    response: caseDiagram,
    handler: ({ actor, params }, services) => readCaseDiagram(services, actor, params.number),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/forms/:id/reveal',
    summary: '查看材料中遮盖的一项原文，须填理由，留痕',
    authorize: { resource: 'member', action: 'reveal' },
    params: formParams,
    body: revealBody,
    response: revealed,
    handler: ({ actor, params, body }, services) => revealFormField(services, actor, { ...params, ...body }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/cases/:number/documents/:id',
    summary: '打印办件中的文书',
    authorize: caseFile('print'),
    params: documentParams,
    async handler({ actor, params }, services) {
      const { title, html } = await printDocument(services, actor, params);
      return { file: Buffer.from(html), name: `${title}.html`, mime: 'text/html', inline: true };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/comments',
    summary: '留言',
    authorize: caseFile('comment'),
    params,
    body: commentBody,
    handler: ({ actor, params, body }, services) => commentCase(services, actor, { ...params, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/urge',
    summary: '催办：提醒正在办理的单位，24 小时内一次',
    authorize: caseFile('urge'),
    params,
    handler: ({ actor, params }, services) => urgeCase(services, actor, params.number),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/withdraw',
    summary: '申请人撤销申请',
    authorize: caseFile('withdraw'),
    params,
    body: withdrawBody,
    handler: ({ actor, params, body }, services) => withdrawCase(services, actor, { ...params, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/cases/:number/incidents/:key/retry',
    summary: '排除原因后，重试出错的自动步骤',
    authorize: caseFile('retry'),
    params: incidentParams,
    response: retried,
    handler: ({ actor, params }, services) => retryIncident(services, actor, params.key),
  }),
];

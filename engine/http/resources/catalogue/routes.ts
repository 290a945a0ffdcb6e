import { z } from 'zod';
import { startCase } from '../../../commands/start-case.ts';
import { deleteStartDraft, saveStartDraft } from '../../../registers/catalogue/start-draft.ts';
import { defineRoute, type Route } from '../../route.ts';
import { findApplication, listServices, openStartForm } from './open-service.ts';
import {
  serviceList,
  startBody,
  startDraftBody,
  startDraftSaved,
  started,
  startForm,
  startQuery,
} from './schemas.ts';

const params = z.object({ processId: z.string().min(1).max(100) });
const service = (action: string) => ({ resource: 'service', action });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/services',
    summary: '服务目录：有哪些服务，现在能不能申请',
    authorize: service('read'),
    response: serviceList,
    handler: async ({ actor }, services) => ({ items: await listServices(services, actor) }),
  }),
  defineRoute({
    method: 'get',
    path: '/api/services/:processId/start',
    summary: '打开申请表：带出党员信息和草稿',
    authorize: service('start'),
    params,
    query: startQuery,
    response: startForm,
    handler: ({ actor, params, query }, services) =>
      openStartForm(services, actor, params.processId, query.memberId),
  }),
  defineRoute({
    method: 'put',
    path: '/api/services/:processId/draft',
    summary: '保存申请草稿',
    authorize: service('start'),
    params,
    body: startDraftBody,
    response: startDraftSaved,
    async handler({ actor, params, body }, services) {
      const { owner, subject } = await findApplication(services, actor, params.processId, body.memberId);
      const savedAt = services.clock.now();
      await saveStartDraft(services.db, owner, subject, { formKey: body.formKey, data: body.data, savedAt });
      return { savedAt: savedAt.toISOString() };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/services/:processId/draft',
    summary: '丢弃申请草稿',
    authorize: service('start'),
    params,
    query: startQuery,
    async handler({ actor, params, query }, services) {
      const { owner, subject } = await findApplication(services, actor, params.processId, query.memberId);
      await deleteStartDraft(services.db, owner, subject);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/services/:processId/start',
    summary: '提交申请，取得受理编号',
    authorize: service('start'),
    params,
    body: startBody,
    response: started,
    async handler({ actor, params, body }, services) {
      const { caseNumber, message } = await startCase(services, actor, {
        processId: params.processId,
        ...body,
      });
      return { caseNumber, message };
    },
  }),
];

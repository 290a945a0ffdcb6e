import { z } from 'zod';
import { supportedElements } from '../../../bpmn/supported.ts';
import { createProcess } from '../../../registers/studio/create-process.ts';
import { deployDraft } from '../../../commands/deploy-draft.ts';
import { discardDraft } from '../../../registers/studio/discard-draft.ts';
import { elementTemplates } from '../../../registers/studio/element-templates.ts';
import { lintDraft } from '../../../commands/lint-draft.ts';
import { listProcesses } from '../../../registers/studio/list-processes.ts';
import { openProcess } from '../../../registers/studio/open-process.ts';
import { openVersion } from '../../../registers/studio/open-version.ts';
import { saveDraft } from '../../../registers/studio/save-draft.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  deployBody,
  deployed,
  draftBody,
  draftSaved,
  lintBody,
  lintResult,
  newProcess,
  processCreated,
  processList,
  processVersion,
  processWork,
  templates,
} from './schemas.ts';

const read = { resource: 'studio', action: 'read' };
const edit = { resource: 'studio', action: 'edit' };
const params = z.object({ id: z.string().max(100) });
const versionParams = params.extend({ version: z.coerce.number().int().min(1).max(1_000_000) });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/studio/processes',
    summary: '全部流程：当前版本、在办件数、草稿',
    authorize: read,
    response: processList,
    handler: (_request, services) => listProcesses(services),
  }),
  defineRoute({
    method: 'post',
    path: '/api/studio/processes',
    summary: '新建流程：得到一份可以直接改的草稿',
    authorize: edit,
    body: newProcess,
    response: processCreated,
    handler: ({ actor, body }, services) => createProcess(services, actor, body),
  }),
  defineRoute({
    method: 'get',
    path: '/api/studio/processes/:id',
    summary: '打开流程：有草稿开草稿，没有就开当前版本',
    authorize: read,
    params,
    response: processWork,
    handler: ({ params }, services) => openProcess(services, params.id),
  }),
  defineRoute({
    method: 'get',
    path: '/api/studio/processes/:id/versions/:version',
    summary: '查看流程的某一版：流程图、表单、发布人和时间',
    authorize: read,
    params: versionParams,
    response: processVersion,
    handler: ({ params }, services) => openVersion(services, params.id, params.version),
  }),
  defineRoute({
    method: 'put',
    path: '/api/studio/processes/:id/draft',
    summary: '保存草稿；别人先保存的，回答 409',
    authorize: edit,
    params,
    body: draftBody,
    response: draftSaved,
    handler: ({ actor, params, body }, services) => saveDraft(services, actor, params.id, body),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/studio/processes/:id/draft',
    summary: '放弃草稿，回到当前版本',
    authorize: edit,
    params,
    handler: ({ actor, params }, services) => discardDraft(services, actor, params.id),
  }),
  defineRoute({
    method: 'post',
    path: '/api/studio/lint',
    summary: '检查草稿：流程图、表单、责任单位、进度',
    authorize: read,
    body: lintBody,
    response: lintResult,
    handler: async ({ body }, services) => ({ problems: await lintDraft(services, body) }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/studio/processes/:id/deploy',
    summary: '发布草稿为新版本；在办件继续按原版本办',
    authorize: { resource: 'studio', action: 'deploy' },
    params,
    body: deployBody,
    response: deployed,
    handler: ({ actor, params, body }, services) => deployDraft(services, actor, params.id, body),
  }),
  defineRoute({
    method: 'get',
    path: '/api/studio/templates',
    summary: '自动步骤的元素模板，以及引擎能执行的元素',
    authorize: read,
    response: templates,
    handler: async () => ({ items: await elementTemplates(), supported: supportedElements() }),
  }),
];

import { z } from 'zod';
import { addApprover, removeApprover } from '../../../commands/change-approvers.ts';
import { claimTask } from '../../../commands/claim-task.ts';
import { completeTask } from '../../../commands/complete-task.ts';
import { answerDelegation, delegateTask, withdrawDelegation } from '../../../commands/delegate-task.ts';
import { releaseTask } from '../../../commands/release-task.ts';
import { returnTask } from '../../../commands/return-task.ts';
import { sendBackTask } from '../../../commands/send-back-task.ts';
import { transferTask } from '../../../commands/transfer-task.ts';
import { readTask } from '../../../registers/tasks/read-task.ts';
import { deleteDraft, saveDraft } from '../../../registers/tasks/task-draft.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route } from '../../route.ts';
import {
  addApproverBody,
  completeBody,
  completed,
  delegateBody,
  draftBody,
  opinionBody,
  removeApproverBody,
  returnBody,
  savedAt,
  sendBackBody,
  taskDetail,
  transferBody,
} from './schemas.ts';

const params = z.object({ key });
const task = (action: string) => ({ resource: 'task', action });

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/tasks/:key',
    summary: '打开一件任务：表单、已有内容、可以做什么',
    authorize: task('read'),
    params,
    response: taskDetail,
    handler: ({ actor, params }, services) => readTask(services, actor, params.key),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/claim',
    summary: '领取任务',
    authorize: task('claim'),
    params,
    response: taskDetail,
    async handler({ actor, params }, services) {
      await claimTask(services, actor, { taskKey: params.key });
      return readTask(services, actor, params.key);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/release',
    summary: '放回任务',
    authorize: task('release'),
    params,
    response: taskDetail,
    async handler({ actor, params }, services) {
      await releaseTask(services, actor, { taskKey: params.key });
      return readTask(services, actor, params.key);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/complete',
    summary: '提交表单，办结任务',
    authorize: task('complete'),
    params,
    body: completeBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      completeTask(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/return',
    summary: '退回申请人补正',
    authorize: task('return'),
    params,
    body: returnBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      returnTask(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/send-back',
    summary: '退回前面的步骤重办',
    authorize: task('return'),
    params,
    body: sendBackBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      sendBackTask(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/approvers',
    summary: '加签：再请一个单位审批',
    authorize: task('transfer'),
    params,
    body: addApproverBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      addApprover(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/approvers/remove',
    summary: '减签：去掉一个还没有审的单位',
    authorize: task('transfer'),
    params,
    body: removeApproverBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      removeApprover(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/transfer',
    summary: '转给别的单位办理',
    authorize: task('transfer'),
    params,
    body: transferBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      transferTask(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/delegate',
    summary: '委派：请别的单位提出意见，交回后由原单位办理',
    authorize: task('delegate'),
    params,
    body: delegateBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      delegateTask(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/delegation/answer',
    summary: '交回：被委派的单位写明意见',
    authorize: task('opine'),
    params,
    body: opinionBody,
    response: completed,
    handler: ({ actor, params, body }, services) =>
      answerDelegation(services, actor, { taskKey: params.key, ...body }),
  }),
  defineRoute({
    method: 'post',
    path: '/api/tasks/:key/delegation/withdraw',
    summary: '收回委派',
    authorize: task('delegate'),
    params,
    response: completed,
    handler: ({ actor, params }, services) => withdrawDelegation(services, actor, { taskKey: params.key }),
  }),
  defineRoute({
    method: 'put',
    path: '/api/tasks/:key/draft',
    summary: '保存草稿',
    authorize: task('complete'),
    params,
    body: draftBody,
    response: savedAt,
    async handler({ actor, params, body }, services) {
      const saved = await saveDraft(services, actor, params.key, body.data);
      return { savedAt: saved.toISOString() };
    },
  }),
  defineRoute({
    method: 'delete',
    path: '/api/tasks/:key/draft',
    summary: '丢弃草稿',
    authorize: task('complete'),
    params,
    handler: ({ actor, params }, services) => deleteDraft(services, actor, params.key),
  }),
];

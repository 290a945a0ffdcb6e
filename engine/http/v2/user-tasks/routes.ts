import { assignTask, unassignTask } from '../../../commands/assign-task.ts';
import { completeTask } from '../../../commands/complete-task.ts';
import { updateTask } from '../../../commands/update-task.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { readDeployedForm } from '../../../registers/engine/forms.ts';
import { findOne, search } from '../../../registers/engine/search.ts';
import { taskVariables } from '../../../registers/engine/task-variables.ts';
import { userTasks } from '../../../registers/engine/user-tasks.ts';
import { defineRoute, type Route } from '../../route.ts';
import { form } from '../fields.ts';
import { searchBody } from '../search-body.ts';
import { getRoute, keyParams, pageOf, searchRoute } from '../search-route.ts';
import { toCorrections } from '../task-changes.ts';
import { listedVariable } from '../variables/schemas.ts';
import { assignmentBody, completionBody, updateBody, userTask } from './schemas.ts';

const read = { resource: 'task', action: 'read' };
const assign = { resource: 'task', action: 'assign' };

export const routes: Route[] = [
  searchRoute(userTasks, {
    path: '/v2/user-tasks/search',
    summary: '查任务，待办的和办完的',
    authorize: read,
    item: userTask,
  }),
  getRoute(userTasks, {
    path: '/v2/user-tasks/:key',
    summary: '一件任务',
    authorize: read,
    item: userTask,
  }),
  defineRoute({
    method: 'post',
    path: '/v2/user-tasks/:key/completion',
    summary: '代人办理；任务有表单时，变量就是表单的填写内容，照样检查',
    authorize: { resource: 'task', action: 'act' },
    params: keyParams,
    body: completionBody,
    handler: async ({ actor, params, body }, services) => {
      const data = (body.variables ?? {}) as JsonObject;
      await completeTask(services, actor, { taskKey: params.key, data, onBehalf: true });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/user-tasks/:key/assignment',
    summary: '分派给某人；allowOverride 为 false 时，已有人领取的不改派',
    authorize: assign,
    params: keyParams,
    body: assignmentBody,
    handler: ({ actor, params, body }, services) =>
      assignTask(services, actor, {
        taskKey: params.key,
        assignee: body.assignee,
        override: body.allowOverride ?? true,
      }),
  }),
  defineRoute({
    method: 'delete',
    path: '/v2/user-tasks/:key/assignee',
    summary: '收回，重新由责任单位领取',
    authorize: assign,
    params: keyParams,
    handler: ({ actor, params }, services) => unassignTask(services, actor, { taskKey: params.key }),
  }),
  defineRoute({
    method: 'patch',
    path: '/v2/user-tasks/:key',
    summary: '改到期时间、候选单位和人、优先级',
    authorize: assign,
    params: keyParams,
    body: updateBody,
    handler: ({ actor, params, body }, services) =>
      updateTask(services, actor, { taskKey: params.key, changes: toCorrections(body.changeset ?? {}) }),
  }),
  defineRoute({
    method: 'get',
    path: '/v2/user-tasks/:key/form',
    summary: '任务的表单；没有时 204',
    authorize: read,
    params: keyParams,
    response: form.nullish(),
    handler: async ({ actor, params }, services) => {
      const { formKey } = await findOne(services, actor, userTasks, params.key);
      return formKey === undefined ? undefined : readDeployedForm(services, formKey);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/user-tasks/:key/variables/search',
    summary: '任务看得到的变量，里层的盖过外层的',
    authorize: read,
    params: keyParams,
    body: searchBody(taskVariables('0')),
    response: pageOf(listedVariable),
    handler: async ({ actor, params, body }, services) => {
      const { elementInstanceKey } = await findOne(services, actor, userTasks, params.key);
      return search(services, actor, taskVariables(elementInstanceKey), body);
    },
  }),
];

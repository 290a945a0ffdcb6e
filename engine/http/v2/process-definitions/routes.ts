import { elementStatistics as countElements } from '../../../registers/engine/element-statistics.ts';
import { findOne } from '../../../registers/engine/search.ts';
import { processDefinitions } from '../../../registers/engine/process-definitions.ts';
import { readStartForm } from '../../../registers/engine/forms.ts';
import { readSource } from '../../../registers/engine/sources.ts';
import { defineRoute, type Route } from '../../route.ts';
import { form } from '../fields.ts';
import { getRoute, keyParams, searchRoute } from '../search-route.ts';
import { textAnswer } from '../text-answer.ts';
import { elementStatistics, processDefinition, statisticsBody } from './schemas.ts';

const authorize = { resource: 'studio', action: 'read' };

export const routes: Route[] = [
  searchRoute(processDefinitions, {
    path: '/v2/process-definitions/search',
    summary: '查流程定义',
    authorize,
    item: processDefinition,
  }),
  getRoute(processDefinitions, {
    path: '/v2/process-definitions/:key',
    summary: '一个流程定义',
    authorize,
    item: processDefinition,
  }),
  defineRoute({
    method: 'get',
    path: '/v2/process-definitions/:key/xml',
    summary: '流程图',
    authorize,
    params: keyParams,
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, processDefinitions, params.key);
      return textAnswer(await readSource(services, 'process_definition', params.key));
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v2/process-definitions/:key/form',
    summary: '开始表单；没有时 204',
    authorize,
    params: keyParams,
    response: form.nullish(),
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, processDefinitions, params.key);
      return readStartForm(services, params.key);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/process-definitions/:key/statistics/element-instances',
    summary: '各元素在办、办完、终止、有故障的各有多少',
    authorize: { resource: 'instance', action: 'read' },
    params: keyParams,
    body: statisticsBody,
    response: elementStatistics,
    handler: async ({ actor, params, body }, services) => {
      await findOne(services, actor, processDefinitions, params.key);
      return { items: await countElements(services, actor, { definitionKey: params.key }, body.filter) };
    },
  }),
];

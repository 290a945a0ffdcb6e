import { callHierarchy, calledInstances } from '../../../registers/engine/call-hierarchy.ts';
import { elementStatistics as countElements } from '../../../registers/engine/element-statistics.ts';
import { incidents } from '../../../registers/engine/incidents.ts';
import { processInstances } from '../../../registers/engine/process-instances.ts';
import { findOne, search } from '../../../registers/engine/search.ts';
import { takenSequenceFlows } from '../../../registers/engine/sequence-flows.ts';
import { defineRoute, type Route } from '../../route.ts';
import { referenceBody } from '../fields.ts';
import { incident } from '../incidents/schemas.ts';
import { elementStatistics } from '../process-definitions/schemas.ts';
import { searchBody } from '../search-body.ts';
import { getRoute, keyParams, pageOf, searchRoute } from '../search-route.ts';
import { cancel, migrate, modify } from './change-instance.ts';
import { createInstance } from './create-instance.ts';
import * as schemas from './schemas.ts';

const read = { resource: 'instance', action: 'read' };

export const routes: Route[] = [
  defineRoute({
    method: 'post',
    path: '/v2/process-instances',
    summary: '启动流程；awaitCompletion 时等它办完，回答办完时的变量',
    authorize: { resource: 'instance', action: 'start' },
    body: schemas.creationBody,
    response: schemas.created,
    handler: ({ actor, body, signal }, services) => createInstance(services, actor, body, signal),
  }),
  searchRoute(processInstances, {
    path: '/v2/process-instances/search',
    summary: '查流程实例，在办的和办完的',
    authorize: read,
    item: schemas.processInstance,
    alternatives: true,
  }),
  getRoute(processInstances, {
    path: '/v2/process-instances/:key',
    summary: '一个流程实例',
    authorize: read,
    item: schemas.processInstance,
  }),
  defineRoute({
    method: 'post',
    path: '/v2/process-instances/:key/cancellation',
    summary: '终止流程',
    authorize: { resource: 'instance', action: 'cancel' },
    params: keyParams,
    body: referenceBody,
    handler: ({ actor, params }, services) => cancel(services, actor, params.key),
  }),
  defineRoute({
    method: 'post',
    path: '/v2/process-instances/:key/modification',
    summary: '调整办理位置：启动一些元素，终止一些元素实例',
    authorize: { resource: 'instance', action: 'modify' },
    params: keyParams,
    body: schemas.modificationBody,
    handler: ({ actor, params, body }, services) => modify(services, actor, params.key, body),
  }),
  defineRoute({
    method: 'post',
    path: '/v2/process-instances/:key/migration',
    summary: '迁移到另一版本；定时照旧，消息按新版本重新等待',
    authorize: { resource: 'instance', action: 'migrate' },
    params: keyParams,
    body: schemas.migrationBody,
    handler: ({ actor, params, body }, services) => migrate(services, actor, params.key, body),
  }),
  defineRoute({
    method: 'get',
    path: '/v2/process-instances/:key/sequence-flows',
    summary: '走过的连线',
    authorize: read,
    params: keyParams,
    response: schemas.sequenceFlows,
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, processInstances, params.key);
      return { items: await takenSequenceFlows(services, params.key) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v2/process-instances/:key/statistics/element-instances',
    summary: '各元素在办、办完、终止、有故障的各有多少',
    authorize: read,
    params: keyParams,
    response: elementStatistics,
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, processInstances, params.key);
      return { items: await countElements(services, actor, { instanceKey: params.key }) };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v2/process-instances/:key/call-hierarchy',
    summary: '由谁调用而来，最外层在前',
    authorize: read,
    params: keyParams,
    response: schemas.callHierarchy,
    handler: async ({ actor, params }, services) => {
      await findOne(services, actor, processInstances, params.key);
      return callHierarchy(services, params.key);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/process-instances/:key/incidents/search',
    summary: '它和它调用的流程的故障',
    authorize: read,
    params: keyParams,
    body: searchBody(incidents),
    response: pageOf(incident),
    handler: async ({ actor, params, body }, services) => {
      await findOne(services, actor, processInstances, params.key);
      const $in = await calledInstances(services, params.key);
      return search(services, actor, incidents, {
        ...body,
        filter: { ...body.filter, processInstanceKey: { $in } },
      });
    },
  }),
];

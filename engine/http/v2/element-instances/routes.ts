import { z } from 'zod';
import { activateElements } from '../../../commands/activate-elements.ts';
import { setVariables } from '../../../commands/set-variables.ts';
import type { JsonObject } from '../../../core/keys.ts';
import { elementInstances } from '../../../registers/engine/element-instances.ts';
import { requireInstance } from '../../../registers/engine/instance-access.ts';
import { findOne } from '../../../registers/engine/search.ts';
import { defineRoute, type Route } from '../../route.ts';
import { key } from '../fields.ts';
import { getRoute, keyParams, searchRoute } from '../search-route.ts';
import { activationBody, elementInstance, setVariablesBody } from './schemas.ts';

const read = { resource: 'instance', action: 'read' };

export const routes: Route[] = [
  searchRoute(elementInstances, {
    path: '/v2/element-instances/search',
    summary: '查元素实例，在办的和办完的',
    authorize: read,
    item: elementInstance,
  }),
  getRoute(elementInstances, {
    path: '/v2/element-instances/:key',
    summary: '一个元素实例',
    authorize: read,
    item: elementInstance,
  }),
  defineRoute({
    method: 'put',
    path: '/v2/element-instances/:key/variables',
    summary: '改变量：local 时改在这个范围里，否则改在声明它的范围里',
    authorize: { resource: 'instance', action: 'update' },
    params: keyParams,
    body: setVariablesBody,
    handler: async ({ actor, params, body }, services) => {
      const { processInstanceKey } = await findOne(services, actor, elementInstances, params.key);
      await requireInstance(services, actor, 'update', processInstanceKey);
      const { variables, local } = body;
      const where = { instanceKey: processInstanceKey, scopeKey: params.key };
      await setVariables(services, actor, { ...where, variables: variables as JsonObject, local });
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/element-instances/ad-hoc-activities/:adHoc/activation',
    summary: '启动临时子流程里选定的事项',
    authorize: { resource: 'instance', action: 'update' },
    params: z.object({ adHoc: key }),
    body: activationBody,
    handler: async ({ actor, params, body }, services) => {
      const { processInstanceKey } = await findOne(services, actor, elementInstances, params.adHoc);
      await requireInstance(services, actor, 'update', processInstanceKey);
      await activateElements(services, actor, {
        instanceKey: processInstanceKey,
        elementInstanceKey: params.adHoc,
        elements: body.elements.map((one) => ({ ...one, variables: one.variables as JsonObject })),
        cancelRemaining: body.cancelRemainingInstances,
      });
    },
  }),
];

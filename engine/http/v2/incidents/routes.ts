import { retryIncident } from '../../../commands/retry-incident.ts';
import { incidents } from '../../../registers/engine/incidents.ts';
import { defineRoute, type Route } from '../../route.ts';
import { referenceBody } from '../fields.ts';
import { getRoute, keyParams, searchRoute } from '../search-route.ts';
import { incident } from './schemas.ts';

const authorize = { resource: 'instance', action: 'read' };

export const routes: Route[] = [
  searchRoute(incidents, {
    path: '/v2/incidents/search',
    summary: '查故障，未处理的和处理过的',
    authorize,
    item: incident,
  }),
  getRoute(incidents, {
    path: '/v2/incidents/:key',
    summary: '一个故障',
    authorize,
    item: incident,
  }),
  defineRoute({
    method: 'post',
    path: '/v2/incidents/:key/resolution',
    summary: '处理好原因后重试；又不成会有新的故障',
    authorize: { resource: 'case', action: 'retry' },
    params: keyParams,
    body: referenceBody,
    handler: async ({ actor, params }, services) => {
      await retryIncident(services, actor, params.key);
    },
  }),
];

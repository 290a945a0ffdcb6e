import { createProblem, forbidden } from '../../../errors.ts';
import { listNodes, takesChanges } from '../../../registers/engine/nodes.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import { defineRoute, type Route } from '../../route.ts';
import { authentication, license, topology } from './schemas.ts';

const unavailable = createProblem('unavailable', 503, 'The database does not take changes.');

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/v2/status',
    summary: '能不能办事：数据库可写时 204，否则 503',
    authorize: 'public',
    passive: true,
    handler: async (_request, services) => {
      if (!(await takesChanges(services))) throw unavailable();
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v2/topology',
    summary: '在线的引擎节点；数据不分区，每个节点都能办每件事',
    authorize: 'login',
    response: topology,
    handler: async (_request, services) => {
      const nodes = await listNodes(services);
      return {
        brokers: nodes.map((node, nodeId) => ({
          nodeId,
          ...node,
          partitions: [{ partitionId: 1, role: 'leader' as const, health: 'healthy' as const }],
        })),
        clusterSize: nodes.length,
        partitionsCount: 1,
        replicationFactor: 1,
        gatewayVersion: services.config.version,
        lastCompletedChangeId: '0',
      };
    },
  }),
  defineRoute({
    method: 'get',
    path: '/v2/license',
    summary: '没有 Camunda 的许可证，也不需要',
    authorize: 'public',
    response: license,
    handler: () =>
      Promise.resolve({ validLicense: false, licenseType: 'none', isCommercial: false, expiresAt: null }),
  }),
  defineRoute({
    method: 'get',
    path: '/v2/authentication/me',
    summary: '本账号是谁',
    authorize: 'login',
    response: authentication,
    handler: ({ actor }) => {
      if (actor.kind !== 'account') throw forbidden();
      return Promise.resolve({
        username: actor.username,
        displayName: actor.displayName,
        email: null,
        authorizedComponents: [],
        tenants: [{ tenantId: TENANT, name: 'Default' }],
        groups: [actor.orgCode],
        roles: actor.roles,
        salesPlanType: '',
        c8Links: {},
        canLogout: false,
      });
    },
  }),
];

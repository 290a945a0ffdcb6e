import { z } from 'zod';
import { deleteView, listViews, saveView, type StoredView } from '../../../registers/views/saved-views.ts';
import type { Services } from '../../../services.ts';
import { key } from '../../fields.ts';
import { defineRoute, type Route, type RouteRequest } from '../../route.ts';
import { savedView, savedViews, viewBody, viewQuery, type SavedView } from './schemas.ts';

type Request = Omit<RouteRequest<unknown, unknown, unknown>, 'params' | 'query' | 'body'>;

export const routes: Route[] = [
  defineRoute({
    method: 'get',
    path: '/api/views',
    summary: '我保存的视图，各带现有的条数',
    authorize: 'login',
    query: viewQuery,
    response: savedViews,
    async handler({ query, ...request }, services) {
      const views = await listViews(services, request.actor, query.list);
      return { items: await Promise.all(views.map((view) => withCount(view, request, services))) };
    },
  }),
  defineRoute({
    method: 'post',
    path: '/api/views',
    summary: '保存一个视图；同名的被替换',
    authorize: 'login',
    body: viewBody,
    response: savedView,
    handler: async ({ body, ...request }, services) =>
      withCount(await saveView(services, request.actor, body), request, services),
  }),
  defineRoute({
    method: 'delete',
    path: '/api/views/:id',
    summary: '删除一个视图',
    authorize: 'login',
    params: z.object({ id: key }),
    handler: ({ actor, params }, services) => deleteView(services, actor, params.id),
  }),
];

const counted = z.object({ total: z.number() });

/** The list itself says how many there are; null where it does not know the filter any more or is not open to the actor. */
async function withCount(view: StoredView, request: Request, services: Services): Promise<SavedView> {
  const list = request.node.routes.find(
    ({ method, path }) => method === 'get' && path === `/api/${view.list}`,
  );
  const query = list?.query?.safeParse({ ...view.filter, limit: '1' });
  const mayAsk =
    typeof list?.authorize === 'object' &&
    services.policy.may(request.actor, list.authorize.resource, list.authorize.action);
  if (!list || !query?.success || !mayAsk) return { ...view, count: null };
  const page = await list.handler(
    { ...request, query: query.data, params: undefined, body: undefined },
    services,
  );
  return { ...view, count: counted.parse(page).total };
}

import { constants } from 'node:zlib';
import Router, { type RouterMiddleware } from '@koa/router';
import Koa from 'koa';
import compress from 'koa-compress';
import { z } from 'zod';
import { createProblem } from '../errors.ts';
import { smsStandin, type StandinOptions } from '../channels/sms/standin.ts';
import { forgetSessions } from '../registers/sessions/known-sessions.ts';
import type { Services } from '../services.ts';
import { answerRoute, type RouteContext } from './answer-route.ts';
import { discoverRoutes } from './discover-routes.ts';
import { docsPage } from './docs-page.ts';
import { problems } from './middleware/problems.ts';
import { sameOrigin } from './middleware/same-origin.ts';
import { securityHeaders } from './middleware/security-headers.ts';
import { session } from './middleware/session.ts';
import { spaFallback, staticUi } from './middleware/static-ui.ts';
import type { Node } from './node.ts';
import { describeApi } from './openapi.ts';
import type { Route } from './route.ts';
import { ENGINE_API, engineApi } from './v2/engine-api.ts';

export interface AppOptions {
  node: Omit<Node, 'routes'>;
  /** Folder of the built screens; without it only the API answers. */
  ui?: string | null;
  checkAnswers?: boolean;
  /** The local SMS stand-in; absent where a real gateway is configured. */
  standin?: StandinOptions | null;
  /** Instead of those of the resource folders. */
  routes?: Route[];
}

/** Brotli quality for answers somebody waits for: its own default, 11, takes seconds for a megabyte of script. */
const WHILE_WAITING = 5;

const wrongMethod = createProblem('method_not_allowed', 405, '这个地址不支持这种操作。');

// Messages of checks are read by people.
z.config(z.locales.zhCN());

/** The web application of one node: every resource folder, the screens, and the API's description of itself. */
export async function createApp(services: Services, options: AppOptions): Promise<Koa> {
  const routes = options.routes ?? (await discoverRoutes());
  const { PUBLIC_URL, TRUST_PROXY } = services.config;
  const secure = PUBLIC_URL?.startsWith('https:') ?? false;
  const app = new Koa({ proxy: TRUST_PROXY === 'on', maxIpsCount: 1 });
  app.on('error', (error: Error) => options.node.log.debug('connection failed', { error: error.name }));
  options.node.changes.onSessions(() => forgetSessions(services.pool));
  app.use(problems(options.node.log));
  app.use(securityHeaders(secure));
  app.use(compress({ threshold: 1024, br: { params: { [constants.BROTLI_PARAM_QUALITY]: WHILE_WAITING } } }));
  const node: Node = { ...options.node, routes };
  const context = { services, node, secureCookies: secure, checkAnswers: options.checkAnswers ?? false };
  app.use(engineApi(routes.filter(isEngineApi), context));
  if (options.ui) app.use(staticUi(options.ui));
  app.use(sameOrigin(PUBLIC_URL));
  app.use(session(services));
  app.use(resourceRouter(routes, context));
  if (options.standin) app.use(smsStandin(services, options.standin));
  if (options.ui) app.use(spaFallback(options.ui));
  return app;
}

const isEngineApi = ({ path }: Route): boolean => path.startsWith(ENGINE_API);

function resourceRouter(routes: Route[], context: RouteContext): Koa.Middleware {
  const router = new Router();
  for (const route of routes.filter((one) => !isEngineApi(one))) {
    router.register(route.path, [route.method], answerRoute(route, context) as RouterMiddleware);
  }
  describeApi(router, routes, context.services.config.version);
  docsPage(router, routes);
  const answer = router.routes() as Koa.Middleware;
  return (ctx, next) => answer(ctx, () => notRouted(ctx, next));
}

/** No route has both the path and the method. */
async function notRouted(ctx: Koa.ParameterizedContext, next: Koa.Next): Promise<void> {
  const { matched } = ctx as unknown as { matched: { methods: string[] }[] };
  if (matched.length > 0) {
    ctx.set('Allow', matched.flatMap(({ methods }) => methods).join(', '));
    throw wrongMethod();
  }
  // nothing else lives there: the screens' fallback must not answer for a mistyped address
  if (!ctx.path.startsWith('/api/')) await next();
}

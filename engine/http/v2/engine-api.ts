import Router, { type RouterMiddleware } from '@koa/router';
import type { Context, Middleware } from 'koa';
import { createProblem, notFound, notLoggedIn } from '../../errors.ts';
import type { RouteContext } from '../answer-route.ts';
import { bug, report, toProblem } from '../middleware/problems.ts';
import type { Route } from '../route.ts';
import { answerCall } from './answer-call.ts';
import { problemDetail } from './problem-detail.ts';

/** Where the engine API begins. */
export const ENGINE_API = '/v2/';

const wrongMethod = createProblem('method_not_allowed', 405, 'This method is not supported here.');

/**
 * `/v2`: Camunda 8's Orchestration Cluster REST API, for programs. It knows who asks by the password sent along, not by
 * a cookie, and answers faults in that API's words.
 */
export function engineApi(routes: Route[], context: RouteContext): Middleware {
  const router = new Router();
  for (const route of routes) {
    router.register(route.path, [route.method], answerCall(route, context) as RouterMiddleware);
  }
  const answer = router.routes() as Middleware;
  return async (ctx, next) => {
    if (!ctx.path.startsWith(ENGINE_API)) return next();
    try {
      await answer(ctx, () => Promise.reject(missing(ctx)));
    } catch (error) {
      answerProblem(ctx, error, context);
    }
  };
}

function missing(ctx: Context): Error {
  const { matched: others } = ctx as unknown as { matched: { methods: string[] }[] };
  if (others.length === 0) return notFound(`There is nothing at ${ctx.path}.`);
  ctx.set('Allow', others.flatMap(({ methods }) => methods).join(', '));
  return wrongMethod();
}

function answerProblem(ctx: Context, error: unknown, { node }: RouteContext): void {
  const expected = toProblem(error);
  const reference = expected ? undefined : report(node.log, ctx, error);
  const detail = problemDetail(expected ?? bug(), ctx.path, reference);
  ctx.status = detail.status;
  ctx.set('Cache-Control', 'no-store');
  if (detail.code === notLoggedIn().code) ctx.set('WWW-Authenticate', 'Basic realm="v2", charset="UTF-8"');
  const { retryAfter } = expected?.details ?? {};
  if (typeof retryAfter === 'number') ctx.set('Retry-After', String(retryAfter));
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify(detail);
}

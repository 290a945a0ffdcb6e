import type { Context } from 'koa';
import { badRequest, createProblem, forbidden, notLoggedIn } from '../errors.ts';
import { keepAlive } from '../registers/sessions/read-session.ts';
import type { Services } from '../services.ts';
import { isEventStream, isFile, sendEvents, sendFile, sendJson } from './answers.ts';
import { readJson, readUpload, type Upload } from './middleware/body.ts';
import { setSessionCookie, type SessionState } from './middleware/session.ts';
import type { Node } from './node.ts';
import { readInput, refuseUnstorable } from './read-input.ts';
import type { Route, RouteRequest } from './route.ts';

const passwordMustChange = createProblem('password_must_change', 403, '首次登录请先修改密码。');

/** Strangers only ever send names and passwords. */
const STRANGERS_BYTES = 64 * 1024;
/** A process draft with its forms is the largest thing people send as JSON. */
const JSON_BYTES = 12 * 1024 * 1024;

export interface RouteContext {
  services: Services;
  node: Node;
  secureCookies: boolean;
  /** Holds every answer against the schema it is documented with. */
  checkAnswers: boolean;
}

/** One request on its way: who asks, may he, what does he say, the handler, the answer. */
export function answerRoute(route: Route, context: RouteContext): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    (ctx as { routePattern?: string }).routePattern = route.path;
    ctx.set('Cache-Control', 'no-store');
    await authorise(route, ctx, context);
    const request = await readRequest(route, ctx, context);
    const answer = await route.handler(request, context.services);
    if (isEventStream(answer)) return sendEvents(ctx, answer);
    if (isFile(answer)) return sendFile(ctx, answer);
    if (context.checkAnswers) checkAnswer(route, answer);
    sendJson(ctx, answer);
  };
}

async function authorise(route: Route, ctx: Context, { services }: RouteContext): Promise<void> {
  const { session } = ctx.state as SessionState;
  if (session && !route.passive) await keepAlive(services, session);
  if (route.authorize === 'public') return;
  if (!session) throw notLoggedIn();
  if (session.mustChangePassword && !route.beforePasswordChange) throw passwordMustChange();
  if (route.authorize === 'login') return;
  const { resource, action } = route.authorize;
  if (!services.policy.may(session.actor, resource, action)) throw forbidden();
}

async function readRequest(
  route: Route,
  ctx: Context,
  context: RouteContext,
): Promise<RouteRequest<unknown, unknown, unknown>> {
  const { session, sessionToken } = ctx.state as SessionState;
  const params = (ctx as unknown as { params: Record<string, string> }).params;
  const query = { ...ctx.query };
  refuseUnstorable({ params, query });
  const { file, fields } = await readBody(route, ctx);
  return {
    // the type promises an actor to routes that are not public, and `authorise` keeps the promise
    actor: session?.actor as NonNullable<typeof session>['actor'],
    visitor: session?.actor ?? null,
    params: readInput('params', route.params, params),
    query: readInput('query', route.query, query),
    body: readInput('body', route.body, fields),
    file,
    ip: ctx.ip,
    userAgent: ctx.get('User-Agent'),
    sessionToken,
    setSession: (token) => setSessionCookie(ctx, token, context.secureCookies),
    setStatus: (status) => void (ctx.status = status),
    node: context.node,
    get signal() {
      return abortSignal(ctx);
    },
  };
}

async function readBody(route: Route, ctx: Context): Promise<{ file?: Upload['file']; fields: unknown }> {
  if (route.upload) {
    const upload = await readUpload(ctx, route.upload.maxBytes);
    if (!upload.file) throw badRequest('请选择要上传的文件。');
    refuseUnstorable([upload.fields, upload.file.name]);
    return upload;
  }
  if (!route.body) return { fields: undefined };
  const fields = await readJson(ctx, route.authorize === 'public' ? STRANGERS_BYTES : JSON_BYTES);
  refuseUnstorable(fields);
  return { fields };
}

/** Aborted when the asking side goes away before it is answered. */
export function abortSignal(ctx: Context): AbortSignal {
  const controller = new AbortController();
  // an answer that went out whole has nothing left to stop, and an abort costs more than many a handler
  ctx.res.once('close', () => void (ctx.res.writableFinished || controller.abort()));
  return controller.signal;
}

/** @throws a bug (500) where a handler answers something else than the API's description promises */
export function checkAnswer(route: Route, answer: unknown): void {
  if (!route.response) {
    if (answer !== undefined)
      throw new Error(`Expected ${route.path} to describe its answer, but it does not.`);
    return;
  }
  const result = route.response.safeParse(JSON.parse(JSON.stringify(answer ?? null)));
  if (result.success) return;
  const faults = result.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`);
  throw new Error(`Expected ${route.method} ${route.path} to answer as described, but: ${faults.join('; ')}`);
}

import type { Context } from 'koa';
import { z } from 'zod';
import { badRequest, forbidden, notLoggedIn } from '../../errors.ts';
import type { AccountActor } from '../../policy/actor.ts';
import { checkBasic } from '../../registers/sessions/check-basic.ts';
import type { Services } from '../../services.ts';
import { abortSignal, checkAnswer, type RouteContext } from '../answer-route.ts';
import { isFile, sendFile, sendJson } from '../answers.ts';
import { readFiles, readJson, type UploadedFile } from '../middleware/body.ts';
import { refuseUnstorable } from '../read-input.ts';
import type { Route, RouteRequest } from '../route.ts';

/** Deployments come as files; variables of a process are the largest thing programs send as JSON. */
const JSON_BYTES = 12 * 1024 * 1024;
const english = z.locales.en().localeError;

/** One call of a program on its way: who asks, may he, what does he say, the handler, the answer. */
export function answerCall(route: Route, context: RouteContext): (ctx: Context) => Promise<void> {
  return async (ctx) => {
    (ctx as { routePattern?: string }).routePattern = route.path;
    ctx.set('Cache-Control', 'no-store');
    const actor = route.authorize === 'public' ? null : await authenticate(ctx, context.services);
    if (actor) authorise(route, actor, context.services);
    const answer = await route.handler(await readRequest(route, ctx, actor, context), context.services);
    if (isFile(answer)) return sendFile(ctx, answer);
    if (context.checkAnswers) checkAnswer(route, answer);
    sendJson(ctx, answer);
  };
}

/** RFC 7617: name and password in UTF-8. */
async function authenticate(ctx: Context, services: Services): Promise<AccountActor> {
  const [scheme, encoded] = ctx.get('Authorization').split(' ');
  if (scheme?.toLowerCase() !== 'basic' || !encoded) throw notLoggedIn('Expected basic authentication.');
  const text = Buffer.from(encoded, 'base64').toString('utf8');
  const colon = text.indexOf(':');
  const typed = { username: text.slice(0, colon), password: text.slice(colon + 1) };
  refuseUnstorable(typed);
  if (colon < 1) throw notLoggedIn('Expected basic authentication.');
  return checkBasic(services, typed, ctx.ip);
}

function authorise({ authorize }: Route, actor: AccountActor, { policy }: Services): void {
  if (typeof authorize === 'string' || policy.may(actor, authorize.resource, authorize.action)) return;
  throw forbidden(
    `Expected the permission '${authorize.resource}:${authorize.action}', but it is not granted.`,
  );
}

async function readRequest(
  route: Route,
  ctx: Context,
  actor: AccountActor | null,
  { node }: RouteContext,
): Promise<RouteRequest<unknown, unknown, unknown>> {
  const params = (ctx as unknown as { params: Record<string, string> }).params;
  const query = { ...ctx.query };
  refuseUnstorable({ params, query });
  const { files, body } = await readBody(route, ctx);
  return {
    // the type promises an actor to routes that are not public, and they have one
    actor: actor as AccountActor,
    visitor: actor,
    params: read('path', route.params, params),
    query: read('query', route.query, query),
    body: read('body', route.body, body),
    files,
    ip: ctx.ip,
    userAgent: ctx.get('User-Agent'),
    sessionToken: null,
    setSession: () => undefined,
    setStatus: (status) => void (ctx.status = status),
    node,
    get signal() {
      return abortSignal(ctx);
    },
  };
}

async function readBody(route: Route, ctx: Context): Promise<{ files?: UploadedFile[]; body: unknown }> {
  if (route.files) {
    const { files, fields } = await readFiles(ctx, route.files);
    refuseUnstorable([fields, files.map(({ name }) => name)]);
    return { files, body: fields };
  }
  if (!route.body) return { body: undefined };
  const body = (await readJson(ctx, JSON_BYTES)) ?? {};
  refuseUnstorable(body);
  return { body };
}

function read<T>(part: string, schema: z.ZodType<T> | undefined, given: unknown): T {
  if (!schema) return undefined as T;
  const result = schema.safeParse(given, { error: english });
  if (result.success) return result.data;
  const faults = result.error.issues.map(({ path, message }) => `${[part, ...path].join('.')}: ${message}`);
  throw badRequest(faults.join('; '));
}

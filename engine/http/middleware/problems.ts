import { randomBytes } from 'node:crypto';
import { HttpError, type Context, type Middleware } from 'koa';
import { badRequest, conflict, createProblem, notFound, Problem, tooLarge } from '../../errors.ts';
import type { Log } from '../../log.ts';
import { problemPage } from '../problem-page.ts';

const unavailable = createProblem('unavailable', 503, '数据库暂时连不上，请稍后再试。');
const wrongMethod = createProblem('method_not_allowed', 405, '这个地址不支持这种操作。');

/**
 * Turns whatever was thrown into problem+json (RFC 9457), or a page in a browser's tab: a `Problem` as it is, anything else as a 500 with a reference
 * that is in the log too. The log gets the route's pattern, never the address or what was sent.
 */
export function problems(log: Log): Middleware {
  return async (ctx, next) => {
    try {
      await next();
      if (ctx.status === 404 && ctx.body === undefined) throw notFound();
    } catch (error) {
      const problem = toProblem(error);
      const reference = problem ? undefined : report(log, ctx, error);
      answerProblem(ctx, problem ?? bug(), reference);
    }
  };
}

function answerProblem(ctx: Context, { code, status, message, details }: Problem, reference?: string): void {
  const detail = reference ? `${message}（编号 ${reference}）` : message;
  ctx.status = status;
  ctx.set('Cache-Control', 'no-store');
  if (typeof details.retryAfter === 'number') ctx.set('Retry-After', String(details.retryAfter));
  if (isOpenedInTab(ctx)) {
    ctx.type = 'html';
    ctx.body = problemPage(status, detail);
    return;
  }
  ctx.type = 'application/problem+json';
  ctx.body = JSON.stringify({
    ...details,
    type: 'about:blank',
    title: message,
    status,
    code,
    detail,
    ...(reference ? { reference } : {}),
  });
}

/** An attachment, a paper, an export followed as a link: a person reads the answer, not a program. */
function isOpenedInTab(ctx: Context): boolean {
  return ctx.method === 'GET' && ctx.accepts('json', 'html') === 'html';
}

/** What nobody expected. */
export const bug = (): Problem =>
  new Problem('internal', 500, '系统出了差错，这一步没有办成。请稍后再试；若仍不行，请把编号告诉管理员。');

/** @returns null for what nobody expected */
export function toProblem(error: unknown): Problem | null {
  if (error instanceof Problem) return error;
  if (error instanceof HttpError) return fromHttp(error);
  return fromDatabase(error as { code?: unknown });
}

function fromHttp({ status }: { status: number }): Problem | null {
  if (status === 404) return notFound();
  if (status === 405 || status === 501) return wrongMethod();
  if (status === 413) return tooLarge();
  return status < 500 ? badRequest() : null;
}

/** Serialisation failure, deadlock, lock not granted in time: nothing is wrong but the moment. */
const collisions = new Set(['40001', '40P01', '55P03']);
/** Connection exceptions (class 08), shutdown (57P…), and what the socket says. */
const gone = /^(08\w{3}|57P0\d|ECONN\w+|EPIPE|ETIMEDOUT)$/;

function fromDatabase({ code }: { code?: unknown }): Problem | null {
  if (typeof code !== 'string') return null;
  if (collisions.has(code)) return conflict('刚才同时有人在办同一件事，请再试一次。');
  return gone.test(code) ? unavailable() : null;
}

/** @returns the reference under which the log tells of it */
export function report(log: Log, ctx: Context, error: unknown): string {
  const reference = randomBytes(4).toString('hex');
  log.error('request failed', {
    reference,
    method: ctx.method,
    route: (ctx as { routePattern?: string }).routePattern ?? null,
    ...describeError(error),
  });
  return reference;
}

/** Messages of database errors hold the values of statements, so only their code and place are told. */
export function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { error: typeof error };
  const { code, severity, table, constraint, column } = error as Error & Record<string, unknown>;
  const frames = (error.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line));
  const place = frames.slice(0, 12).map((line) => line.trim());
  if (severity !== undefined) return { error: 'database', code, table, constraint, column, place };
  return { error: error.name, message: error.message, place };
}

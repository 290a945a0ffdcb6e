import { timingSafeEqual } from 'node:crypto';
import type { Context, Middleware } from 'koa';
import { z } from 'zod';
import { forbidden, notLoggedIn } from '../../errors.ts';
import { readJson } from '../../http/middleware/body.ts';
import type { SessionState } from '../../http/middleware/session.ts';
import { readInput } from '../../http/read-input.ts';
import type { Services } from '../../services.ts';
import { standinPage, type StandinMessage } from './standin-page.ts';

export const STANDIN_PATH = '/standin/sms';

export interface StandinOptions {
  /** What the engine shows when it sends: strangers cannot put messages here. */
  token: string;
  /** In the demo everybody may read the messages; otherwise system administrators alone: codes open doors. */
  open: boolean;
}

const message = z.object({ phone: z.string().max(32), text: z.string().max(1000) });

/** The other side of the SMS protocol, for places without a gateway: keeps what it is sent and shows it on a page. */
export function smsStandin(services: Services, options: StandinOptions): Middleware {
  return async (ctx, next) => {
    if (ctx.path !== STANDIN_PATH) return next();
    if (ctx.method === 'POST') return receive(ctx, services, options);
    if (ctx.method === 'GET') return show(ctx, services, options);
    return next();
  };
}

async function receive(ctx: Context, { db, clock }: Services, { token }: StandinOptions): Promise<void> {
  if (!sameText(ctx.get('Authorization'), `Bearer ${token}`)) throw notLoggedIn('短信网关口令不对。');
  const { phone, text } = readInput('body', message, await readJson(ctx, 16_384));
  const idempotency_key = ctx.get('Idempotency-Key');
  await db('sms_standin')
    .insert({ phone, text, idempotency_key, received_at: clock.now() })
    .onConflict('idempotency_key')
    .ignore();
  ctx.status = 202;
  ctx.body = { accepted: true };
}

async function show(ctx: Context, { db, config }: Services, { open }: StandinOptions): Promise<void> {
  const { session } = ctx.state as SessionState;
  if (!open && !session?.actor.roles.some((role) => role === 'sysadmin')) {
    throw forbidden('本机模拟短信只有系统管理员能看，请先以系统管理员账号登录。');
  }
  const messages = (await db('sms_standin')
    .select('phone', 'text', 'received_at as receivedAt')
    .orderBy('id', 'desc')
    .limit(100)) as StandinMessage[];
  ctx.set('Cache-Control', 'no-store');
  ctx.type = 'html';
  ctx.body = standinPage(messages, config.TIME_ZONE);
}

function sameText(given: string, expected: string): boolean {
  const [a, b] = [Buffer.from(given), Buffer.from(expected)];
  return a.length === b.length && timingSafeEqual(a, b);
}

import type { Context, Middleware } from 'koa';
import { readSession, type Session } from '../../registers/sessions/read-session.ts';
import type { Services } from '../../services.ts';

export const SESSION_COOKIE = 'qinghe_session';

export interface SessionState {
  session: Session | null;
  sessionToken: string | null;
}

/** Finds out who is asking. The cookie says nothing itself; what the session may do is read anew each time. */
export function session(services: Services): Middleware<SessionState> {
  return async (ctx, next) => {
    const token = ctx.cookies.get(SESSION_COOKIE) ?? null;
    ctx.state.sessionToken = token;
    ctx.state.session = token ? await readSession(services, token, ctx.ip) : null;
    await next();
  };
}

/** Without an expiry of its own: the server decides how long a session lives. */
export function setSessionCookie(ctx: Context, token: string | null, secure: boolean): void {
  // behind a proxy that speaks https the connection itself looks plain
  ctx.cookies.secure = secure;
  ctx.cookies.set(SESSION_COOKIE, token, {
    httpOnly: true,
    sameSite: 'lax',
    secure,
    overwrite: true,
    path: '/',
  });
}

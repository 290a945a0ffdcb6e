import type { Middleware } from 'koa';
import { createProblem } from '../../errors.ts';

const foreignOrigin = createProblem('foreign_origin', 403, '请从本系统的页面操作。');
const safe = new Set(['GET', 'HEAD', 'OPTIONS']);

/**
 * Refuses changes asked for by pages of other sites. Browsers tell where a request comes from (`Sec-Fetch-Site`, on plain
 * http `Origin`); a program that sends neither carries nobody's cookie by accident.
 * @param publicUrl the address people use, where a proxy in front changes the Host header
 */
export function sameOrigin(publicUrl: string | undefined): Middleware {
  const own = publicUrl ? new URL(publicUrl).host : null;
  return async (ctx, next) => {
    if (!safe.has(ctx.method)) {
      const site = ctx.get('Sec-Fetch-Site');
      const origin = ctx.get('Origin');
      if (site !== '' && site !== 'same-origin' && site !== 'none') throw foreignOrigin();
      const host = hostOf(origin);
      const isOwn = host !== null && (host === ctx.host || host === own);
      if (site === '' && origin !== '' && !isOwn) throw foreignOrigin();
    }
    await next();
  };
}

function hostOf(origin: string): string | null {
  return URL.canParse(origin) ? new URL(origin).host : null;
}

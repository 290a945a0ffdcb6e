import { existsSync } from 'node:fs';
import path from 'node:path';
import type { Middleware } from 'koa';
import serve from 'koa-static';

/** Built files carry a hash in their name and never change; pages are asked for anew each time. */
export function staticUi(folder: string): Middleware {
  return serve(folder, {
    index: 'index.html',
    setHeaders(res, file) {
      const immutable = path.relative(folder, file).startsWith(`assets${path.sep}`);
      res.setHeader('Cache-Control', immutable ? 'public, max-age=31536000, immutable' : 'no-cache');
    },
  }) as Middleware;
}

/** Addresses of screens are the page's own: the router in the browser reads them. */
export function spaFallback(folder: string): Middleware {
  const files = staticUi(folder);
  return async (ctx, next) => {
    const screen = ctx.method === 'GET' && path.extname(ctx.path) === '' && ctx.accepts('html') === 'html';
    if (!screen || !existsSync(path.join(folder, 'index.html'))) return next();
    const asked = ctx.path;
    ctx.path = '/index.html';
    await files(ctx, async () => undefined);
    ctx.path = asked;
  };
}

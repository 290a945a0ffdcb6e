import type { Middleware } from 'koa';

/**
 * `style-src 'unsafe-inline'`: Element Plus, bpmn-js and form-js set styles in attributes and style elements. Scripts
 * come from this server alone. Fonts of the modeler and small pictures are data URLs.
 */
const policy = [
  "default-src 'self'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self' data:",
  "connect-src 'self'",
  "worker-src 'self' blob:",
  "object-src 'none'",
  "base-uri 'self'",
  "form-action 'self'",
  "frame-ancestors 'self'",
].join('; ');

/** @param secure whether people reach this server by https */
export function securityHeaders(secure: boolean): Middleware {
  return async (ctx, next) => {
    ctx.set({
      'Content-Security-Policy': policy,
      'X-Content-Type-Options': 'nosniff',
      'X-Frame-Options': 'SAMEORIGIN',
      'Referrer-Policy': 'same-origin',
      'Permissions-Policy': 'camera=(self), geolocation=(), microphone=(), payment=(), usb=()',
    });
    if (secure) {
      ctx.set('Strict-Transport-Security', 'max-age=31536000');
      ctx.set('Cross-Origin-Opener-Policy', 'same-origin');
    }
    await next();
  };
}

import { PassThrough } from 'node:stream';
import type { Context } from 'koa';
import type { EventStream, FileAnswer } from './route.ts';

export function isFile(answer: unknown): answer is FileAnswer {
  return typeof answer === 'object' && answer !== null && 'file' in answer && 'mime' in answer;
}

export function isEventStream(answer: unknown): answer is EventStream {
  return typeof answer === 'object' && answer !== null && 'subscribe' in answer;
}

/** Written once: Koa would write an object twice, for its length and to send it. Nothing to say is 204. */
export function sendJson(ctx: Context, answer: unknown): void {
  if (answer === undefined || answer === null) {
    ctx.status = 204;
    return;
  }
  ctx.type = 'json';
  ctx.body = JSON.stringify(answer);
}

/** Pages and pictures from the dossier may show themselves, but run nothing. */
const shownFiles = [
  "default-src 'none'",
  "style-src 'unsafe-inline'",
  "img-src 'self' data:",
  "font-src 'self' data:",
  "frame-ancestors 'self'",
].join('; ');

export function sendFile(ctx: Context, { file, name, mime, inline }: FileAnswer): void {
  ctx.set('Content-Security-Policy', shownFiles);
  ctx.set('Content-Disposition', disposition(name, inline ?? false));
  ctx.type = mime;
  ctx.body = file;
}

/** RFC 6266: the name in UTF-8, and a plain one for what cannot read that. */
function disposition(name: string, inline: boolean): string {
  const plain = name.replaceAll(/[^\x20-\x7e]|["\\%]/g, '_');
  const encoded = encodeURIComponent(name).replaceAll(
    /['()*]/g,
    (sign) => `%${sign.charCodeAt(0).toString(16)}`,
  );
  return `${inline ? 'inline' : 'attachment'}; filename="${plain}"; filename*=UTF-8''${encoded}`;
}

const HEARTBEAT_MS = 25_000;

/** Holds the connection open and writes events as they come; ends with the connection or the session. */
export function sendEvents(ctx: Context, stream: EventStream): void {
  const out = new PassThrough();
  ctx.set({ 'Content-Type': 'text/event-stream; charset=utf-8', 'Cache-Control': 'no-store, no-transform' });
  ctx.set('X-Accel-Buffering', 'no');
  ctx.compress = false;
  ctx.status = 200;
  ctx.body = out;
  // tells the browser how soon to come back, and that the stream is open
  out.write('retry: 3000\n\n');
  const unsubscribe = stream.subscribe(
    (event, data) => void out.write(`event: ${event}\ndata: ${JSON.stringify(data)}\n\n`),
    () => out.end(),
  );
  const heartbeat = setInterval(() => {
    stream.goesOn().then(
      (goesOn) => (goesOn ? out.write(': still here\n\n') : out.end()),
      () => out.end(),
    );
  }, HEARTBEAT_MS);
  ctx.res.once('close', () => {
    clearInterval(heartbeat);
    unsubscribe();
    out.destroy();
  });
}

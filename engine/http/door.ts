import type { IncomingMessage, RequestListener, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { closeServer, listen } from './server.ts';

/** The port of a node: taken first of all, so that no two starts get in each other's way; people come in when all is up. */
export interface Door {
  port: number;
  /** From now on the application answers. */
  letIn(app: RequestListener): void;
  /** Lets nobody in any more and waits for those who are inside; once is enough. */
  close(): Promise<void>;
}

/** @throws with the reason in Chinese when the port cannot be had */
export async function openDoor(address: { HOST: string; PORT: number }): Promise<Door> {
  let answer: RequestListener = askToWait;
  const server = await listen((request, response) => answer(request, response), address);
  let closing: Promise<void> | null = null;
  return {
    port: (server.address() as AddressInfo).port,
    letIn: (app) => void (answer = app),
    close: () => (closing ??= closeServer(server)),
  };
}

const SECONDS = 2;
const words = '系统正在启动，请稍候。';

function askToWait(request: IncomingMessage, response: ServerResponse): void {
  const forPerson = request.headers.accept?.includes('text/html') ?? false;
  response.writeHead(503, {
    'Content-Type': forPerson ? 'text/html; charset=utf-8' : 'application/problem+json',
    'Cache-Control': 'no-store',
    'Retry-After': String(SECONDS),
  });
  response.end(forPerson ? waitingPage : problem);
}

const problem = JSON.stringify({
  type: 'about:blank',
  title: words,
  status: 503,
  code: 'unavailable',
  detail: words,
});

/** Looks again by itself. */
const waitingPage = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="refresh" content="${SECONDS}"><title>正在启动</title></head>
<body style="font: 18px/1.7 system-ui, sans-serif; margin: 20vh 24px 0; text-align: center; color: #1f2329"><p>${words}</p></body></html>`;

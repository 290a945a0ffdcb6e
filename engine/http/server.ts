import type { AddressInfo } from 'node:net';
import { createServer, type RequestListener, type Server, type ServerResponse } from 'node:http';

/** How long requests that are being answered may take to finish once the server is to stop. */
const GRACE_MS = 10_000;

/** @throws with the reason in Chinese when the port cannot be had */
export function listen(
  listener: RequestListener,
  { HOST, PORT }: { HOST: string; PORT: number },
): Promise<Server> {
  const server = createServer(listener);
  followAnswers(server);
  return new Promise((resolve, reject) => {
    server.once('error', (error: NodeJS.ErrnoException) => reject(explain(error, PORT)));
    server.listen(PORT, HOST, () => resolve(server));
  });
}

/**
 * A port for somebody else to listen on: the one wished for, or with 0 any free one.
 * @throws with the reason in Chinese when it cannot be had
 */
export async function findPort(address: { HOST: string; PORT: number }): Promise<number> {
  const probe = await listen(() => undefined, address);
  const { port } = probe.address() as AddressInfo;
  await closeServer(probe);
  return port;
}

/**
 * Takes no more requests and lets those at work finish; event streams have to be ended before. Browsers open connections
 * ahead of need, which Node does not count as idle: once no request is being answered, all of them are closed.
 */
export function closeServer(server: Server): Promise<void> {
  return new Promise((resolve, reject) => {
    const impatient = setTimeout(() => server.closeAllConnections(), GRACE_MS);
    const unanswered = answering.get(server) ?? new Set();
    const closeWhenAnswered = () => unanswered.size === 0 && server.closeAllConnections();
    server.close((error) => {
      clearTimeout(impatient);
      if (error) reject(error);
      else resolve();
    });
    for (const response of unanswered) response.once('close', () => setImmediate(closeWhenAnswered));
    closeWhenAnswered();
  });
}

/** Requests each server is answering. */
const answering = new WeakMap<Server, Set<ServerResponse>>();

function followAnswers(server: Server): void {
  const unanswered = new Set<ServerResponse>();
  answering.set(server, unanswered);
  server.on('request', (_, response) => {
    unanswered.add(response);
    response.once('close', () => unanswered.delete(response));
  });
}

function explain(error: NodeJS.ErrnoException, port: number): Error {
  if (error.code === 'EADDRINUSE') {
    return new Error(`端口 ${port} 已被占用。请先停掉占用它的程序，或设置 PORT 换一个端口。`, {
      cause: error,
    });
  }
  if (error.code === 'EACCES')
    return new Error(`没有使用端口 ${port} 的权限，请设置 PORT 换一个。`, { cause: error });
  return error;
}

import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createApp } from '../../engine/http/app.ts';
import { PostgresChangeFeed } from '../../engine/http/live/change-feed.ts';
import { createLog } from '../../engine/log.ts';
import type { Services } from '../../engine/services.ts';

/** The engine's web application on a port of its own, as a node runs it. */
export async function serveEngine(services: Services): Promise<{ port: number; close(): void }> {
  const log = createLog('error');
  const url = (services.pool.options as { connectionString: string }).connectionString;
  const changes = new PostgresChangeFeed(url, log);
  await changes.open();
  const app = await createApp(services, { node: { log, changes, workers: () => null, demo: false } });
  const server = createServer(app.callback());
  server.on('close', () => void changes.close());
  return { port: await listen(server), close: () => server.close() };
}

export async function listen(server: Server): Promise<number> {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return (server.address() as AddressInfo).port;
}

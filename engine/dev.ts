import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { createServer as createVite } from 'vite';
import { consoleProgress } from './boot/console-progress.ts';
import { ConfigError, readConfig, type Config } from './config.ts';
import { findPort } from './http/server.ts';
import { startEmbeddedPostgres, type EmbeddedPostgres } from './store/postgres.ts';

/**
 * `npm run dev`: the engine restarts when its sources, processes, forms or policies change, the screens reload by
 * themselves. The embedded database is started here, so that it lives through the engine's restarts.
 */
const root = path.resolve(import.meta.dirname, '..');
/** Where the screens are, unless somebody else is there. */
const SCREENS_PORT = 5173;

const opened: (() => Promise<unknown>)[] = [];
let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop(0));

try {
  const config = readConfig(process.env);
  // before anything is touched: a second start ends here
  const port = await findPort(config);
  const own = config.DATABASE_URL ? null : await startDatabase(config);
  const engine = startEngine(config, port, own);
  engine.once('exit', () => void stop(1));
  const address = await serveScreens(port);
  process.stdout.write(`\n界面（改动即刷新）：${address}\n`);
} catch (error) {
  process.stderr.write(
    `\n启动失败。${error instanceof ConfigError ? '' : '\n'}${(error as Error).message}\n`,
  );
  await stop(1);
}

async function startDatabase(config: Config): Promise<EmbeddedPostgres> {
  const progress = consoleProgress();
  const own = await startEmbeddedPostgres(config.DATA_DIR, progress.step).finally(progress.done);
  opened.push(() => own.leave());
  return own;
}

function startEngine(config: Config, port: number, own: EmbeddedPostgres | null): ChildProcess {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  const watched = ['processes', 'forms', 'policies'].flatMap((folder) => ['--include', `${folder}/**/*`]);
  const env = {
    ...process.env,
    PORT: String(port),
    DATABASE_URL: config.DATABASE_URL ?? own!.url,
    ...(config.DEMO === 'auto' && own ? { DEMO: 'on' } : {}),
  };
  const args = [
    tsx,
    'watch',
    '--clear-screen=false',
    ...watched,
    path.join(root, 'engine/main.ts'),
    '--no-ui',
  ];
  const engine = spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
  opened.push(() => endChild(engine));
  return engine;
}

async function endChild(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  child.kill('SIGTERM');
  await gone;
}

/**
 * Whatever the engine answers is asked of it under the same address, so cookies and origins are as in earnest. The server
 * is ours: one of Vite's own ends the whole process at SIGTERM, before the database has stopped.
 * @returns their address
 */
async function serveScreens(enginePort: number): Promise<string> {
  const target = `http://127.0.0.1:${enginePort}`;
  const server = createServer();
  const vite = await createVite({
    root: path.join(root, 'admin-ui'),
    configFile: path.join(root, 'admin-ui/vite.config.ts'),
    server: {
      middlewareMode: { server },
      ws: { server },
      proxy: { '/api': target, '/healthz': target, '/standin': target },
    },
  });
  opened.push(async () => {
    server.closeAllConnections();
    server.close();
    await vite.close();
  });
  server.on('request', vite.middlewares);
  const port = await findPort({ HOST: 'localhost', PORT: SCREENS_PORT }).catch(() => 0);
  server.listen(port, 'localhost');
  await once(server, 'listening');
  return `http://localhost:${(server.address() as AddressInfo).port}`;
}

/** The first signal ends everything in order: screens, engine, database. */
async function stop(code: number): Promise<void> {
  if (stopping) return;
  stopping = true;
  for (const close of opened.toReversed()) {
    await close().catch((error: Error) => process.stderr.write(`${error.message}\n`));
  }
  process.exit(code);
}

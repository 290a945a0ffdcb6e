import { spawn, type ChildProcess } from 'node:child_process';
import path from 'node:path';
import { createServer } from 'vite';
import { consoleProgress } from './boot/console-progress.ts';
import { readConfig, type Config } from './config.ts';
import { startEmbeddedPostgres } from './store/postgres.ts';

/**
 * `npm run dev`: the engine restarts when its sources, processes, forms or policies change, the screens reload by
 * themselves. The embedded database is started here, so that it lives through the engine's restarts.
 */
const root = path.resolve(import.meta.dirname, '..');
const DEV_PORT = 5173;

const progress = consoleProgress();
const config = readConfig(process.env);
const own = config.DATABASE_URL ? null : await startEmbeddedPostgres(config.DATA_DIR, progress.step);
progress.done();
const engine = startEngine(config, config.DATABASE_URL ?? own!.url, config.DEMO === 'auto' && own !== null);
const screens = await serveScreens(config.PORT);
process.stdout.write(`\n界面（改动即刷新）：http://localhost:${DEV_PORT}\n`);

let stopping = false;
for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => void stop());
engine.once('exit', () => void stop());

function startEngine({ PORT }: Config, databaseUrl: string, demo: boolean): ChildProcess {
  const tsx = path.join(root, 'node_modules/tsx/dist/cli.mjs');
  const watched = ['processes', 'forms', 'policies'].flatMap((folder) => ['--include', `${folder}/**/*`]);
  const env = {
    ...process.env,
    PORT: String(PORT),
    DATABASE_URL: databaseUrl,
    ...(demo ? { DEMO: 'on' } : {}),
  };
  const args = [
    tsx,
    'watch',
    '--clear-screen=false',
    ...watched,
    path.join(root, 'engine/main.ts'),
    '--no-ui',
  ];
  return spawn(process.execPath, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] });
}

/** Whatever the engine answers is asked of it under the same address, so cookies and origins are as in earnest. */
async function serveScreens(enginePort: number) {
  const target = `http://127.0.0.1:${enginePort}`;
  const server = await createServer({
    root: path.join(root, 'admin-ui'),
    configFile: path.join(root, 'admin-ui/vite.config.ts'),
    server: {
      port: DEV_PORT,
      strictPort: true,
      proxy: { '/api': target, '/healthz': target, '/standin': target },
    },
  });
  await server.listen();
  return server;
}

async function stop(): Promise<void> {
  if (stopping) return;
  stopping = true;
  if (engine.exitCode === null) {
    engine.kill('SIGTERM');
    await new Promise((resolve) => engine.once('exit', resolve));
  }
  await screens.close();
  if (own && !own.adopted) await own.stop();
  process.exit(0);
}

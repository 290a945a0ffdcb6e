import { randomBytes } from 'node:crypto';
import { hostname } from 'node:os';
import path from 'node:path';
import { buildUi, UI_FOLDER } from './boot/build-ui.ts';
import { prepareDemo } from './boot/prepare-demo.ts';
import { httpSmsGateway } from './channels/sms/http-gateway.ts';
import { STANDIN_PATH } from './channels/sms/standin.ts';
import { deployFolder } from './commands/deploy-folder.ts';
import type { Config } from './config.ts';
import { createApp } from './http/app.ts';
import { requireGranted } from './http/check-rights.ts';
import { discoverRoutes } from './http/discover-routes.ts';
import { PostgresChangeFeed } from './http/live/change-feed.ts';
import { openDoor } from './http/door.ts';
import { createLog } from './log.ts';
import { createPolicy } from './policy/create-policy.ts';
import { followPolicyChanges } from './policy/follow-changes.ts';
import { recoverBatches } from './registers/imports/recover-batches.ts';
import { tellOverruledFiles } from './registers/policies/overruled-files.ts';
import { nodeName } from './registers/engine/nodes.ts';
import type { Services } from './services.ts';
import { AdjustableClock, PinnedClock, systemClock, type Clock } from './store/clock.ts';
import { migrate, openDatabase } from './store/database.ts';
import { startEmbeddedPostgres } from './store/postgres.ts';
import { createVault, readSecret } from './store/vault.ts';
import { startWorkers, type Workers } from './workers/start-workers.ts';

export interface BootOptions {
  clock?: Clock;
  /** Told what is being done, in Chinese, before each step that may take a while. */
  progress?: (step: string) => void;
  /** Told what does not stop the start but should be looked at. */
  warn?: (line: string) => void;
  /** `none`: somebody else serves the screens (`npm run dev`). */
  ui?: 'build' | 'none';
  checkAnswers?: boolean;
}

export interface Booted {
  services: Services;
  url: string;
  demo: boolean;
  close(): Promise<void>;
}

const root = path.resolve(import.meta.dirname, '..');

/** Brings up one engine node: screens, database, schema, definitions, demo, web server, workers. */
export async function boot(config: Config, options: BootOptions = {}): Promise<Booted> {
  const progress = options.progress ?? (() => undefined);
  const opened: (() => Promise<unknown>)[] = [];
  const close = () => closeAll(opened);
  try {
    // before anything is touched: a second start on the same port ends here
    const door = await openDoor(config);
    opened.push(door.close);
    if (options.ui !== 'none') await buildUi(progress);
    const { services, url: databaseUrl, standin } = await openServices(config, options, progress, opened);
    progress('部署流程和表单');
    const { kept, warnings } = await deployFolder(services, {
      processes: path.join(root, 'processes'),
      forms: path.join(root, 'forms'),
      policies: true,
    });
    if (warnings.length > 0) options.warn?.(`服务文件有 ${warnings.length} 处提醒：`);
    for (const line of warnings) options.warn?.(`  ${line}`);
    for (const line of await tellOverruledFiles(services)) options.warn?.(line);
    for (const processId of kept) {
      progress(`流程 ${processId} 在工作室里改过，保留工作室发布的版本，没有用新文件覆盖`);
    }
    const demo = await prepareDemo(services, progress);
    await recoverBatches(services);
    progress('启动服务');
    const log = createLog(config.LOG_LEVEL);
    const name = nodeName({ host: hostname(), port: door.port, version: config.version });
    const changes = new PostgresChangeFeed(databaseUrl, log, name);
    opened.push(() => changes.close());
    await changes.open();
    followPolicyChanges(changes, services.policy, (error) =>
      log.error('policies were not reloaded', { error: String(error) }),
    );
    let workers: Workers | null = null;
    const routes = await discoverRoutes();
    for (const line of await requireGranted(routes, services.policy)) options.warn?.(line);
    const app = await createApp(services, {
      routes,
      node: { log, changes, demo, workers: () => workers?.state() ?? null },
      ui: options.ui === 'none' ? null : UI_FOLDER,
      checkAnswers: options.checkAnswers,
      standin: standin && { token: standin.token, open: demo },
    });
    if (standin) standin.port = door.port;
    door.letIn(app.callback());
    opened.push(async () => {
      // ends the event streams, which the server would wait for
      await changes.close();
      await door.close();
    });
    if (config.WORKERS === 'on') {
      workers = await startWorkers(services);
      opened.push(() => workers!.stop());
    }
    return { services, demo, url: config.PUBLIC_URL ?? `http://localhost:${door.port}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function clockOf({ PINNED_TIME, CLOCK_API }: Config): Clock {
  if (CLOCK_API === 'on') return new AdjustableClock(PINNED_TIME ?? null);
  return PINNED_TIME ? new PinnedClock(PINNED_TIME) : systemClock;
}

interface Standin {
  token: string;
  /** The door's own. */
  port: number;
}

async function openServices(
  config: Config,
  options: BootOptions,
  progress: (step: string) => void,
  opened: (() => Promise<unknown>)[],
): Promise<{ services: Services; url: string; standin: Standin | null }> {
  const url = config.DATABASE_URL ?? (await startDatabase(config, progress, opened));
  const { db, pool, close } = openDatabase(url, config.DATABASE_POOL);
  opened.push(close);
  progress('检查数据库结构');
  await migrate(db);
  const clock = options.clock ?? clockOf(config);
  const { TIME_ZONE: timeZone, CODE_DIGITS: codeDigits } = config;
  const policy = await createPolicy({ db, clock, folder: path.join(root, 'policies'), timeZone, codeDigits });
  const vault = createVault(await readSecret(config));
  const standin = config.SMS_GATEWAY_URL ? null : { token: randomBytes(24).toString('base64url'), port: 0 };
  const sms = httpSmsGateway(() =>
    standin
      ? { url: `http://127.0.0.1:${standin.port}${STANDIN_PATH}`, token: standin.token }
      : { url: config.SMS_GATEWAY_URL!, token: config.SMS_GATEWAY_TOKEN },
  );
  return { services: { config, db, pool, clock, policy, sms, vault }, url, standin };
}

async function startDatabase(
  config: Config,
  progress: (step: string) => void,
  opened: (() => Promise<unknown>)[],
): Promise<string> {
  const server = await startEmbeddedPostgres(config.DATA_DIR, progress);
  opened.push(() => server.leave());
  return server.url;
}

/** Last opened, first closed; one that fails does not keep the others open. */
async function closeAll(opened: (() => Promise<unknown>)[]): Promise<void> {
  const faults: unknown[] = [];
  for (let close = opened.pop(); close; close = opened.pop()) {
    await close().catch((error: unknown) => faults.push(error));
  }
  if (faults.length > 0) throw new AggregateError(faults, '有部分服务没有正常停止');
}

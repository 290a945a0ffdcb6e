import { execFile } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { chown, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import pg from 'pg';
import { findBinaries, type Binaries } from './embedded/binaries.ts';
import { chooseSystemUser, findClosedDirectory, type RunAs } from './embedded/run-as.ts';
import { ServerUse } from './embedded/use.ts';

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Connection string of the database `qinghe`. */
  url: string;
  /** Lets go of the server. The last one who uses it stops it, whoever started it. */
  leave(): Promise<void>;
}

export interface EmbeddedOptions {
  /** Server settings, for instance `{ fsync: 'off' }` for tests. */
  settings?: Record<string, string>;
}

interface Cluster {
  directory: string;
  password: string;
  binaries: Binaries;
  user: RunAs;
}

/** How often a start is tried: servers come and go with others who use them. */
const ATTEMPTS = 6;
/** Right after a server died its successor may be refused for a second or two: shared memory is still being let go. */
const PAUSE_MS = 800;

/**
 * Uses the PostgreSQL that came with npm on `<dataDir>/postgres`: creates the cluster the first time, starts the server
 * unless it runs already, for another engine or left over from one that was killed.
 * @param progress told what is being done, in Chinese
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  progress: (step: string) => void = () => undefined,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(path.resolve(dataDir), progress);
  for (let attempt = 1; ; attempt++) {
    try {
      const port = (await findRunning(cluster)) ?? (await startServer(cluster, options, progress));
      return await useServer(cluster, port);
    } catch (error) {
      if (attempt === ATTEMPTS)
        throw new Error(`内置数据库启动失败，日志见 ${logFile(cluster)}`, { cause: error });
      await pause(PAUSE_MS);
    }
  }
}

async function useServer(cluster: Cluster, port: number): Promise<EmbeddedPostgres> {
  const maintenance = urlOf(cluster, port, 'postgres');
  await createDatabase(maintenance, 'qinghe');
  const use = await ServerUse.begin(maintenance);
  const direct = socketUrl(cluster, port, 'qinghe');
  // a server that somebody else started may have no socket
  const url = direct && (await ask(direct)) === 'ready' ? direct : urlOf(cluster, port, 'qinghe');
  return { url, leave: () => use.leave(() => stopServer(cluster)) };
}

async function prepareCluster(dataDir: string, progress: (step: string) => void): Promise<Cluster> {
  await mkdir(dataDir, { recursive: true });
  const [binaries, user] = await Promise.all([findBinaries(), chooseSystemUser()]);
  await refuseClosedDirectories([dataDir, path.dirname(binaries.postgres)], user);
  const directory = path.join(dataDir, 'postgres');
  const passwordFile = path.join(dataDir, 'postgres.password');
  const known = await readFile(passwordFile, 'utf8').catch(() => null);
  const cluster = {
    directory,
    binaries,
    user,
    password: known?.trim() ?? randomBytes(24).toString('base64url'),
  };
  if (known === null) {
    progress('创建内置数据库');
    await initialise(cluster, passwordFile);
  }
  return cluster;
}

async function refuseClosedDirectories(directories: string[], user: RunAs): Promise<void> {
  for (const directory of directories) {
    const closed = await findClosedDirectory(directory, user);
    if (closed) {
      throw new Error(
        `PostgreSQL 不能以 root 运行，而系统用户 postgres 进不了目录 ${closed}。` +
          '请改用普通用户启动，或把项目与 DATA_DIR 放到 /opt 之类的目录，或设置 DATABASE_URL。',
      );
    }
  }
}

/** The password file is written last: a start that broke off in the middle begins anew. */
async function initialise(cluster: Cluster, passwordFile: string): Promise<void> {
  const { directory, binaries, user } = cluster;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  if (user.uid !== undefined) await chown(directory, user.uid, user.gid!);
  const handover = path.join(directory, '..', `.initdb-${process.pid}`);
  await writeFile(handover, cluster.password, { mode: 0o600 });
  if (user.uid !== undefined) await chown(handover, user.uid, user.gid!);
  const options = [
    '--username=postgres',
    '--auth=scram-sha-256',
    '--encoding=UTF8',
    '--locale=C',
    `--pwfile=${handover}`,
  ];
  await run(binaries.initdb, [`--pgdata=${directory}`, ...options], { ...user, cwd: '/' });
  await writeFile(passwordFile, cluster.password, { mode: 0o600 });
  await rm(handover);
}

/**
 * Port of a server that already runs on this cluster, read from its pid file (which only PostgreSQL may delete). One that
 * is starting or stopping just now is waited for.
 */
async function findRunning(cluster: Cluster): Promise<number | null> {
  for (let waited = 0; ; waited += PAUSE_MS) {
    const port = await portInPidFile(cluster);
    const state = port === null ? 'gone' : await ask(urlOf(cluster, port, 'postgres'));
    if (state === 'ready') return port;
    if (state === 'gone' || waited > LONGEST_WAIT_MS) return null;
    await pause(PAUSE_MS);
  }
}

const LONGEST_WAIT_MS = 60_000;

const portInPidFile = (cluster: Cluster) => numberInPidFile(cluster, 3);
const pidInPidFile = (cluster: Cluster) => numberInPidFile(cluster, 0);

async function numberInPidFile({ directory }: Cluster, line: number): Promise<number | null> {
  const text = await readFile(path.join(directory, 'postmaster.pid'), 'utf8').catch(() => '');
  return Number(text.split('\n')[line]) || null;
}

async function ask(url: string): Promise<'ready' | 'busy' | 'gone'> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 2000 });
  client.on('error', () => undefined);
  try {
    await client.connect();
    return 'ready';
  } catch (error) {
    // cannot_connect_now
    return (error as { code?: string }).code === '57P03' ? 'busy' : 'gone';
  } finally {
    await client.end().catch(() => undefined);
  }
}

async function startServer(
  cluster: Cluster,
  { settings = {} }: EmbeddedOptions,
  progress: (step: string) => void,
): Promise<number> {
  progress('启动内置数据库');
  const port = await freePort();
  await launch(cluster, { port: String(port), ...settings });
  return port;
}

async function launch(cluster: Cluster, settings: Record<string, string>): Promise<void> {
  const socket = hasSocket(cluster) ? cluster.directory : '';
  const all = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: socket,
    timezone: 'UTC',
    ...settings,
  };
  const flags = Object.entries(all).map(([name, value]) => `-c ${name}='${value}'`);
  const command = [
    '-D',
    cluster.directory,
    '-w',
    '-t',
    '60',
    '-l',
    logFile(cluster),
    '-o',
    flags.join(' '),
    'start',
  ];
  await run(cluster.binaries.pg_ctl, command, { ...cluster.user, cwd: '/' });
}

/** Waits itself: `pg_ctl` would wait for the next server too, if somebody starts it at that moment. */
async function stopServer(cluster: Cluster): Promise<void> {
  const pid = await pidInPidFile(cluster);
  if (pid === null) return;
  const command = ['-D', cluster.directory, '-W', '-m', 'fast', 'stop'];
  await run(cluster.binaries.pg_ctl, command, { ...cluster.user, cwd: '/' });
  const until = Date.now() + LONGEST_WAIT_MS;
  while ((await pidInPidFile(cluster)) === pid && isAlive(pid)) {
    if (Date.now() > until) throw new Error(`内置数据库没有停下来，日志见 ${logFile(cluster)}`);
    await pause(50);
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // somebody else's process
    return (error as { code?: string }).code === 'EPERM';
  }
}

function logFile(cluster: Cluster): string {
  return path.join(cluster.directory, 'server.log');
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${database}`;
}

/**
 * Through a socket in the cluster's own directory, which nobody else may enter: a tenth more steps a second than through
 * TCP. Null where there can be none.
 */
function socketUrl(cluster: Cluster, port: number, database: string): string | null {
  if (!hasSocket(cluster)) return null;
  return `postgres://postgres:${cluster.password}@${encodeURIComponent(cluster.directory)}:${port}/${database}`;
}

/** Sockets have short names: 107 bytes on Linux, 103 elsewhere, `/.s.PGSQL.65535` included. */
const LONGEST_SOCKET_DIRECTORY = 85;

function hasSocket({ directory }: Cluster): boolean {
  const isPlain = /^[\w./-]+$/.test(directory) && directory.length <= LONGEST_SOCKET_DIRECTORY;
  return isPlain && process.platform !== 'win32';
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database "${name}"`);
  } catch (error) {
    // another one who came at the same moment was quicker
    if (!['42P04', '23505'].includes((error as { code?: string }).code ?? '')) throw error;
  } finally {
    await client.end();
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as { port: number };
      probe.close(() => resolve(port));
    });
  });
}

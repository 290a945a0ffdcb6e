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

const run = promisify(execFile);

export interface EmbeddedPostgres {
  /** Connection string of the database `qinghe`. */
  url: string;
  /** It was running already: another engine's, or left over from one that was killed. */
  adopted: boolean;
  stop(): Promise<void>;
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

/**
 * Starts the PostgreSQL that came with npm on `<dataDir>/postgres`, creating the cluster the first time. A server that
 * outlived its engine (after `kill -9`) is taken over as it is.
 * @param progress told what is being done, in Chinese
 */
export async function startEmbeddedPostgres(
  dataDir: string,
  progress: (step: string) => void = () => undefined,
  options: EmbeddedOptions = {},
): Promise<EmbeddedPostgres> {
  const cluster = await prepareCluster(path.resolve(dataDir), progress);
  const running = await findRunning(cluster);
  const port = running ?? (await startServer(cluster, options.settings ?? {}, progress));
  await createDatabase(urlOf(cluster, port, 'postgres'), 'qinghe');
  const url = urlOf(cluster, port, 'qinghe');
  return { url, adopted: running !== null, stop: () => stopServer(cluster) };
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

/** Port of a server that already runs on this cluster, read from its pid file (which only PostgreSQL may delete). */
async function findRunning(cluster: Cluster): Promise<number | null> {
  const lines = (
    await readFile(path.join(cluster.directory, 'postmaster.pid'), 'utf8').catch(() => '')
  ).split('\n');
  const port = Number(lines[3]);
  if (!port) return null;
  const client = new pg.Client({
    connectionString: urlOf(cluster, port, 'postgres'),
    connectionTimeoutMillis: 2000,
  });
  try {
    await client.connect();
    return port;
  } catch {
    return null;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/** Right after a server died its successor may be refused for a second or two: shared memory is still being let go. */
async function startServer(
  cluster: Cluster,
  settings: Record<string, string>,
  progress: (step: string) => void,
): Promise<number> {
  progress('启动内置数据库');
  for (let attempt = 1; ; attempt++) {
    const port = await freePort();
    try {
      await launch(cluster, { port: String(port), ...settings });
      return port;
    } catch (error) {
      if (attempt === 5) throw new Error(`内置数据库启动失败，日志见 ${logFile(cluster)}`, { cause: error });
      await pause(800);
    }
  }
}

async function launch(cluster: Cluster, settings: Record<string, string>): Promise<void> {
  const all = { listen_addresses: '127.0.0.1', unix_socket_directories: '', timezone: 'UTC', ...settings };
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

async function stopServer(cluster: Cluster): Promise<void> {
  const command = ['-D', cluster.directory, '-w', '-m', 'fast', 'stop'];
  await run(cluster.binaries.pg_ctl, command, { ...cluster.user, cwd: '/' });
}

function logFile(cluster: Cluster): string {
  return path.join(cluster.directory, 'server.log');
}

function urlOf(cluster: Cluster, port: number, database: string): string {
  return `postgres://postgres:${cluster.password}@127.0.0.1:${port}/${database}`;
}

async function createDatabase(adminUrl: string, name: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [name]);
    if (rowCount === 0) await client.query(`create database "${name}"`);
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

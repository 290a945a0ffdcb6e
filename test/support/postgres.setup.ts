import { rm, mkdtemp, chmod } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { TestProject } from 'vitest/node';
import { migrate, openDatabase } from '../../engine/store/database.ts';
import { startEmbeddedPostgres } from '../../engine/store/postgres.ts';

declare module 'vitest' {
  interface ProvidedContext {
    /** A migrated, empty database that test files clone. */
    templateUrl: string;
  }
}

/** One PostgreSQL for the whole run. It need not survive a power cut, so it does not wait for the disk. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const directory = await mkdtemp(path.join(tmpdir(), 'qinghe-test-'));
  await chmod(directory, 0o755);
  const settings = {
    fsync: 'off',
    synchronous_commit: 'off',
    full_page_writes: 'off',
    max_connections: '200',
  };
  const server = await startEmbeddedPostgres(directory, undefined, { settings });
  const database = openDatabase(server.url, 4);
  await migrate(database.db);
  await database.close();
  project.provide('templateUrl', server.url);
  return async () => {
    await server.leave();
    await rm(directory, { recursive: true, force: true });
  };
}

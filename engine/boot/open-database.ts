import type { Config } from '../config.ts';
import { openDatabase, type Database } from '../store/database.ts';
import { startEmbeddedPostgres } from '../store/postgres.ts';

/**
 * The database of this installation for a command beside a running engine, or without one: an embedded server that was
 * not running is started, and stopped again unless an engine has come to use it meanwhile.
 */
export async function openInstallation(config: Config, progress?: (step: string) => void): Promise<Database> {
  const own = config.DATABASE_URL ? null : await startEmbeddedPostgres(config.DATA_DIR, progress);
  const database = openDatabase(config.DATABASE_URL ?? own!.url, 4);
  return {
    ...database,
    async close() {
      await database.close();
      await own?.leave();
    },
  };
}

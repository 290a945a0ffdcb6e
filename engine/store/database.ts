import knex, { type Knex } from 'knex';
import pg from 'pg';
import { migrations } from './migrations/list.ts';

// A calendar day has no time zone: `date` columns stay the text YYYY-MM-DD they are.
pg.types.setTypeParser(pg.types.builtins.DATE, (value) => value);

export interface Database {
  db: Knex;
  pool: pg.Pool;
  close(): Promise<void>;
}

/** Opens both ways into one database: Knex for registers and lists, a plain pool for the engine's hot path. */
export function openDatabase(url: string, poolSize: number): Database {
  const half = Math.max(1, Math.floor(poolSize / 2));
  const pool = new pg.Pool({
    connectionString: url,
    max: half,
    // statements that do not wait for each other's answers travel together
    pipeline: true,
    // a row somebody holds longer than this is a 409 with words, not a screen that never answers
    lock_timeout: 5_000,
    // Planning a step's statement anew each time costs more than running it. A plan is made once, perhaps while the tables
    // are nearly empty: it must not be one that reads a whole table.
    options: '-c plan_cache_mode=force_generic_plan -c enable_seqscan=off',
  } as pg.PoolConfig);
  surviveBrokenConnections(pool);
  const db = knex({ client: 'pg', connection: url, pool: { min: 0, max: half } });
  return { db, pool, close: () => Promise.all([pool.end(), db.destroy()]).then(() => undefined) };
}

/** A connection that breaks is replaced by the pool; without listeners it would end the process. */
export function surviveBrokenConnections(pool: pg.Pool): void {
  pool.on('error', () => undefined);
  pool.on('connect', (client) => client.on('error', () => undefined));
}

/**
 * Brings the schema up to date; several nodes may start at once, one migrates and the others wait for it.
 * @returns names of the migrations that ran
 */
export async function migrate(db: Knex): Promise<string[]> {
  const [, ran] = (await db.migrate.latest({
    migrationSource: {
      getMigrations: () => Promise.resolve(migrations),
      getMigrationName: (migration: (typeof migrations)[number]) => migration.name,
      getMigration: (migration: (typeof migrations)[number]) => Promise.resolve(migration),
    },
  })) as [number, string[]];
  return ran;
}

import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import pg from 'pg';
import { deploy } from '../../../engine/commands/deploy.ts';
import { systemActor } from '../../../engine/policy/system-actor.ts';
import type { Services } from '../../../engine/services.ts';
import type { PinnedClock } from '../../../engine/store/clock.ts';
import { migrate, openDatabase } from '../../../engine/store/database.ts';
import { startEmbeddedPostgres } from '../../../engine/store/postgres.ts';
import { findViolations } from '../../support/invariants.ts';
import { process } from '../../support/process.ts';
import type { TestDatabase } from '../../support/database.ts';
import { createTestServices } from '../../support/services.ts';
import { drawDecisions } from '../tree/random-decisions.ts';

/** A process that is started by the signal random processes throw: how one sees that they did. */
export const hearerId = 'hears';

/** Nodes of one engine on one database, and somebody who looks at the rows from outside. */
export class Stage {
  private constructor(
    readonly nodes: Services[],
    readonly clock: PinnedClock,
    readonly watcher: pg.Pool,
    private readonly tables: string[],
    private readonly closeSecond: () => Promise<void>,
  ) {}

  static async open(database: TestDatabase): Promise<Stage> {
    const first = await createTestServices(database);
    // a node of its own reads every definition anew and takes keys of its own
    const second = openDatabase(database.url, 8);
    const watcher = new pg.Pool({ connectionString: database.url, max: 2 });
    const { rows } = await watcher.query<{ name: string }>(
      `select relname as name from pg_class where relnamespace = 'public'::regnamespace
          and relkind in ('r', 'p') and not relispartition and relname not like 'knex_%' order by relname`,
    );
    await deploy(first, systemActor, {
      name: 'around',
      diagrams: [{ name: hearerId, xml: hearer() }],
      forms: [],
      decisions: [{ name: 'random.dmn', xml: drawDecisions().xml() }],
    });
    const nodes = [first, { ...first, db: second.db, pool: second.pool }];
    const tables = rows.map(({ name }) => name);
    return new Stage(nodes, first.clock, watcher, tables, () => second.close());
  }

  /** Forgets every instance; definitions stay. */
  async clear(): Promise<void> {
    await this.watcher.query(ofInstances.map((name) => `delete from ${name}`).join('; '));
  }

  /** Whether anything in any table has changed shows in this. */
  async fingerprint(): Promise<string> {
    const all = this.tables.map(
      (name) =>
        `select '${name}' as name, md5(coalesce(string_agg(t::text, '|' order by t::text), '')) from "${name}" t`,
    );
    const { rows } = await this.watcher.query<{ name: string; md5: string }>(all.join(' union all '));
    return rows
      .map(({ name, md5 }) => `${name} ${md5}`)
      .sort()
      .join('\n');
  }

  async checkInvariants(): Promise<void> {
    const [first] = await findViolations(this.watcher);
    if (first) throw new Error(`broken: ${first.invariant}: ${JSON.stringify(first.row)}`);
  }

  async close(): Promise<void> {
    await this.watcher.end();
    await this.closeSecond();
  }
}

function hearer(): string {
  return process(hearerId).startWith('heard', { signal: '已经通知' }).end('end').xml();
}

/** Those that refer to others first. */
const ofInstances = [
  'migration_instance',
  'task_candidate',
  'user_task',
  'job',
  'timer',
  'subscription',
  'signal_subscription',
  'signal_delivery',
  'later_step',
  'message',
  'incident',
  'history_step',
  'decision_evaluation',
  'element_instance',
  'variable',
  'process_instance',
];

/** A database of its own for a run outside the tests, on a server that need not survive a power cut. */
export async function openStageAlone(): Promise<{ stage: Stage; close(): Promise<void> }> {
  const directory = await mkdtemp(path.join(tmpdir(), 'qinghe-random-'));
  await chmod(directory, 0o755);
  const settings = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' };
  const server = await startEmbeddedPostgres(directory, undefined, { settings });
  const database = openDatabase(server.url, 20);
  await migrate(database.db);
  const stage = await Stage.open({ url: server.url, ...database });
  return {
    stage,
    async close() {
      await stage.close();
      await database.close();
      await server.leave();
      await rm(directory, { recursive: true, force: true });
    },
  };
}

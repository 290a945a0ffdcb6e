import { execFile } from 'node:child_process';
import { rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import type { Pool } from 'pg';
import { measure } from './measure.ts';

const run = promisify(execFile);

export interface Yardstick {
  perSecond: number;
  /** `pgbench`, or `pg` where it is not installed. */
  by: string;
}

/** Instances with an open task to choose from, one at random each time. */
export const ROWS = 10_000;

/** What completing a task does to the database, as five plain statements: the same tables, rows and indexes. */
export const STATEMENTS = [
  `select i.data, t.state from bench_instance i join bench_task t on t.instance_key = i.key
    where i.key = :id for update of i, t`,
  `update bench_instance set data = data || '{"revision": 2}', state = 'active', revision = revision + 1 where key = :id`,
  `update bench_task set state = 'completed', completed_at = now(), completed_by = 'bench', revision = revision + 1
    where instance_key = :id`,
  `insert into bench_history (instance_key, at, type, element_id, actor, data)
   select :id, now(), type, 'decide', 'bench', '{"elementType": "userTask"}'
     from unnest(array['userTaskCompleted', 'elementCompleted', 'flowTaken', 'elementActivated', 'elementCompleted',
                       'elementCompleted', 'instanceCompleted']) type`,
  `insert into bench_audit (at, actor, action, resource, resource_id)
   values (now(), 'bench', 'completeTask', 'task', '1')`,
];

const TABLES = `
  create table bench_instance (like process_instance including all);
  create table bench_task (like user_task including all);
  create table bench_history (like history_event including all);
  create table bench_audit (like audit_log including all);
  insert into bench_instance (key, definition_key, process_id, version, state, root_key, started_at, data)
    select i, 1, 'bench', 1, 'active', i, now(), jsonb_build_object('elements', repeat('x', 600))
      from generate_series(1, ${ROWS}) i;
  insert into bench_task (key, instance_key, element_instance_key, element_id, name, process_id, definition_key,
                          created_at)
    select i, i, i, 'decide', 'Decide', 'bench', 1, now() from generate_series(1, ${ROWS}) i;
  analyze bench_instance, bench_task;`;

/** What the machine does of plain transactions of five statements equal to those of a completion. */
export async function benchTransactions(
  pool: Pool,
  url: string,
  clients: number,
  seconds: number,
): Promise<Yardstick> {
  await pool.query(TABLES);
  return (await withPgbench(url, clients, seconds)) ?? withPg(pool, clients, seconds);
}

async function withPgbench(url: string, clients: number, seconds: number): Promise<Yardstick | null> {
  const script = path.join(tmpdir(), `five-statements-${process.pid}.sql`);
  await writeFile(
    script,
    [
      `\\set id random(1, ${ROWS})`,
      'begin;',
      ...STATEMENTS.map((statement) => `${statement.replaceAll('\n', ' ')};`),
      'commit;',
    ].join('\n'),
  );
  try {
    const options = [
      '--no-vacuum',
      '--protocol=prepared',
      `--client=${clients}`,
      '--jobs=2',
      `--time=${seconds}`,
    ];
    const { stdout } = await run('pgbench', [...options, `--file=${script}`, url]);
    const tps = /tps = ([\d.]+)/.exec(stdout)?.[1];
    if (!tps) throw new Error(`Expected pgbench to tell its tps, but it said:\n${stdout}`);
    return { perSecond: Number(tps), by: 'pgbench' };
  } catch (error) {
    if ((error as { code?: string }).code === 'ENOENT') return null;
    throw error;
  } finally {
    await rm(script, { force: true });
  }
}

async function withPg(pool: Pool, clients: number, seconds: number): Promise<Yardstick> {
  const prepared = STATEMENTS.map((text, i) => ({ name: `bench-${i}`, text: text.replaceAll(':id', '$1') }));
  const connections = await Promise.all(Array.from({ length: clients }, () => pool.connect()));
  const { perSecond } = await measure(clients, seconds, async (client) => {
    const connection = connections[client]!;
    const id = 1 + Math.floor(Math.random() * ROWS);
    await connection.query('begin');
    for (const statement of prepared) await connection.query({ ...statement, values: [id] });
    await connection.query('commit');
  });
  for (const connection of connections) connection.release();
  return { perSecond, by: 'pg' };
}

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

/** What completing a task reads, with the same joins. */
export const LOAD = `
  select i.data, t.state, k.units, k.members, c.number from bench_task t
    join bench_instance i on i.key = t.instance_key
   cross join lateral (
         select coalesce(array_agg(value) filter (where kind = 'unit'), '{}') as units,
                coalesce(array_agg(value) filter (where kind = 'member'), '{}') as members
           from bench_candidate where task_key = t.key) k
    left join bench_case c on c.id = t.case_id
   where t.key = :id for update of i, t`;

/** What the history tells of a completion. */
const EVENTS = [
  ['userTaskCompleted', null, null, { userTaskKey: '1000004' }],
  [
    'variablesSet',
    null,
    '1000001',
    { names: ['opinion', 'decision'], values: { opinion: '同意', decision: 'approve' } },
  ],
  ['elementCompleted', 'decide', '1000003', { elementType: 'userTask' }],
  ['flowTaken', 'flow2', '1000001', {}],
  ['elementActivated', 'end', '1000005', { elementType: 'endEvent' }],
  ['elementCompleted', 'end', '1000005', { elementType: 'endEvent' }],
  ['elementCompleted', 'asked', '1000001', { elementType: 'process' }],
  ['instanceCompleted', null, null, { names: ['opinion', 'decision'] }],
];

/** What it writes: the same tables, rows and indexes, as four statements of one or more parts. */
export const SAVES = [
  [
    `update bench_task set state = 'completed', completed_at = now(), completed_by = 'bench', revision = revision + 1
      where key = :id`,
    `update bench_instance set data = data || '{"revision": 2}', state = 'active', revision = revision + 1
      where key = :id`,
  ],
  [
    `update bench_element set ended_at = now(), state = 'completed' where instance_key = :id and key in (1, 2)`,
    `insert into bench_element (key, instance_key, element_id, element_type, state, started_at, ended_at)
     select nextval('engine_key'), :id, 'end', 'endEvent', 'completed', now(), now()`,
    `insert into bench_variable (instance_key, scope_key, name, value, updated_at)
     select :id, 1, name, '"approve"', now() from unnest(array['opinion', 'decision']) name
         on conflict (instance_key, scope_key, name) do update
        set value = excluded.value, updated_at = excluded.updated_at`,
  ],
  [
    `insert into bench_history (instance_key, at, actor, events)
     values (:id, now(), 'bench', '${JSON.stringify(EVENTS)}')`,
  ],
  [
    `insert into bench_audit (at, actor, action, resource, resource_id)
     values (now(), 'bench', 'completeTask', 'task', '1')`,
  ],
];

/** The same as five plain statements. */
const STATEMENTS = [LOAD, ...SAVES.map(inOne)];

function inOne(parts: string[]): string {
  const [last, ...others] = parts.toReversed();
  const before = others.map((part, i) => `p${i} as (${part})`);
  return before.length > 0 ? `with ${before.join(', ')} ${last}` : last!;
}

const copies = {
  bench_instance: 'process_instance_live',
  bench_task: 'user_task_live',
  bench_candidate: 'task_candidate_live',
  bench_case: 'case_file',
  bench_element: 'element_instance_live',
  bench_variable: 'variable_live',
  bench_history: 'history_step_live',
  bench_audit: 'audit_log',
};

const TABLES = `
  ${Object.entries(copies)
    .map(([copy, original]) => `create table ${copy} (like ${original} including all);`)
    .join('\n  ')}
  insert into bench_instance (key, definition_key, process_id, version, state, root_key, started_at, data)
    select i, 1, 'bench', 1, 'active', i, now(), jsonb_build_object('elements', repeat('x', 600))
      from generate_series(1, ${ROWS}) i;
  insert into bench_task (key, instance_key, element_instance_key, element_id, name, process_id, definition_key,
                          created_at)
    select i, i, i, 'decide', 'Decide', 'bench', 1, now() from generate_series(1, ${ROWS}) i;
  insert into bench_candidate (task_key, kind, value, reason)
    select i, 'unit', '01000000', 'diagram' from generate_series(1, ${ROWS}) i;
  insert into bench_element (key, instance_key, element_id, element_type, state, started_at)
    select e, i, 'decide', 'userTask', 'active', now() from generate_series(1, ${ROWS}) i, generate_series(1, 2) e;
  analyze bench_instance, bench_task, bench_candidate, bench_case, bench_element;`;

/** The tables of the plain transactions: copies of those a completion reads and writes. */
export async function prepareTransactions(pool: Pool): Promise<void> {
  await pool.query(TABLES);
}

/** What the machine does of plain transactions of five statements equal to those of a completion. */
export async function benchTransactions(
  pool: Pool,
  url: string,
  clients: number,
  seconds: number,
): Promise<Yardstick> {
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

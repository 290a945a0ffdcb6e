import { createServer } from 'node:http';
import Koa from 'koa';
import type { Pool, PoolClient, QueryConfig } from 'pg';
import { completeTask } from '../../engine/commands/complete-task.ts';
import type { AccountActor } from '../../engine/policy/actor.ts';
import type { Services } from '../../engine/services.ts';
import { inTransaction } from '../../engine/store/transaction.ts';
import { runClients } from './clients.ts';
import { COMPLETION, completionsOf } from './completions.ts';
import { listen } from './node.ts';

/** The two statements of a completion. */
interface Statements {
  load: QueryConfig;
  save: QueryConfig;
}

/** Keys that the statements of one completion differ by from those of another. */
interface Keys {
  key: string;
  instance_key: string;
  element_instance_key: string;
}

/**
 * Requests per second of a Koa handler that does nothing but send what the engine sends to complete a task, word for word
 * and value for value, with the same driver in the same two round trips, and answers: what this stack can reach at best.
 */
export async function benchBareHandler(
  services: Services,
  account: AccountActor,
  clients: number,
  requests: number,
): Promise<number> {
  const { taskKeys, body, ...order } = await completionsOf(services, account, requests + 1);
  const keys = await readKeys(services.pool, taskKeys);
  const recorded = keys.get(taskKeys.pop()!)!;
  const statements = await recordStatements(services, account, recorded.key);
  const saves = new Map(
    taskKeys.map((key) => [
      key,
      { ...statements.save, values: exchange(statements.save.values!, recorded, keys.get(key)!) },
    ]),
  );
  const app = bareApp(services.pool, (key) => ({
    load: { ...statements.load, values: [key] },
    save: saves.get(key)!,
  }));
  const server = createServer(app.callback());
  try {
    return await runClients({ ports: [await listen(server)], clients, ...order, body, taskKeys });
  } finally {
    server.close();
  }
}

function bareApp(pool: Pool, statementsOf: (taskKey: string) => Statements): Koa {
  const app = new Koa();
  app.use(async (ctx) => {
    let text = '';
    for await (const chunk of ctx.req) text += String(chunk);
    const { data } = JSON.parse(text) as { data: object };
    const { load, save } = statementsOf(ctx.path.split('/').at(-2)!);
    ctx.body = await inTransaction(pool, async (tx) => {
      const { rows } = await tx.client.query<{ state: string }>(load);
      tx.last = save;
      return { was: rows[0]!.state, data };
    });
  });
  return app;
}

async function readKeys(pool: Pool, taskKeys: string[]): Promise<Map<string, Keys>> {
  const { rows } = await pool.query<Keys>(
    'select key, instance_key, element_instance_key from user_task_live where key = any($1::bigint[])',
    [taskKeys],
  );
  return new Map(rows.map((row) => [row.key, row]));
}

/** What the driver is given while the engine completes a task. */
async function recordStatements(
  services: Services,
  account: AccountActor,
  taskKey: string,
): Promise<Statements> {
  const sent: QueryConfig[] = [];
  const heard = new Set<PoolClient>();
  const record = (client: PoolClient) => {
    if (heard.has(client)) return;
    heard.add(client);
    const { query } = client;
    client.query = ((...given: [QueryConfig]) => {
      if (typeof given[0] === 'object') sent.push(given[0]);
      return (query as (...all: unknown[]) => unknown).apply(client, given);
    }) as PoolClient['query'];
  };
  services.pool.on('acquire', record);
  try {
    await completeTask(services, account, { taskKey, data: COMPLETION });
  } finally {
    services.pool.off('acquire', record);
    for (const client of heard) Reflect.deleteProperty(client, 'query');
  }
  const load = sent.find(({ name }) => name === 'lock-task');
  const save = sent.find(({ name }) => name?.startsWith('save:'));
  if (!load || !save) throw new Error('Expected a completion to load and to save, but it did not.');
  return { load, save };
}

/** The same values with the keys of another task. */
function exchange(values: unknown[], from: Keys, to: Keys): unknown[] {
  return values.map((value) => {
    if (Array.isArray(value)) return exchange(value, from, to);
    if (typeof value !== 'string') return value;
    return (Object.keys(from) as (keyof Keys)[]).reduce(
      (text, name) => text.replaceAll(from[name], to[name]),
      value,
    );
  });
}

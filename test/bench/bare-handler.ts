import { createServer } from 'node:http';
import Koa from 'koa';
import type { Pool } from 'pg';
import { batchQuery } from '../../engine/store/save-batch.ts';
import { inTransaction } from '../../engine/store/transaction.ts';
import { runClients } from './clients.ts';
import { listen } from './node.ts';
import { LOAD, ROWS, SAVES } from './transactions.ts';

/**
 * Requests per second of a Koa handler that does nothing but the load and the save of a completion, with the same
 * driver in the same two round trips, and answers: what this stack can reach at best.
 */
export async function benchBareHandler(pool: Pool, clients: number, requests: number): Promise<number> {
  const server = createServer(bareApp(pool).callback());
  try {
    return await runClients({
      ports: [await listen(server)],
      clients,
      path: '/tasks/:key/complete',
      cookie: 'bench=1',
      body: JSON.stringify({ data: { opinion: '情况属实，同意。', decision: 'approve' } }),
      taskKeys: Array.from({ length: requests }, (_, i) => String(1 + (i % ROWS))),
    });
  } finally {
    server.close();
  }
}

function bareApp(pool: Pool): Koa {
  const load = withParameter(LOAD);
  const saves = SAVES.flat().map(withParameter);
  const app = new Koa();
  app.use(async (ctx) => {
    let text = '';
    for await (const chunk of ctx.req) text += String(chunk);
    const id = ctx.path.split('/')[2]!;
    const { data } = JSON.parse(text) as { data: object };
    ctx.body = await inTransaction(pool, async (tx) => {
      const { rows } = await tx.client.query<{ state: string }>({
        name: 'bare-load',
        text: load,
        values: [id],
      });
      tx.last = batchQuery(saves.map((save, i) => savePart(save, i, id)));
      return { was: rows[0]!.state, data };
    });
  });
  return app;
}

/** pgbench's `:id` as a parameter. */
const withParameter = (text: string) => text.replaceAll(':id', '$1::bigint');

function savePart(text: string, index: number, id: string) {
  return { code: `b${index}`, text, values: text.includes('$1') ? [id] : [] };
}

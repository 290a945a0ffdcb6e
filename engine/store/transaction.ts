import type { Writable } from 'node:stream';
import knex, { type Knex } from 'knex';
import type { Pool, PoolClient, QueryConfig } from 'pg';

/**
 * One transaction on one connection, with two ways to speak through it: `client` for the engine's hot path
 * (prepared statements), `knex` for registers and models. Both see the same uncommitted rows.
 */
export interface Transaction {
  readonly client: PoolClient;
  /** Built on first use: most steps never touch a register. Do not open a `transaction()` on it; use savepoints. */
  readonly knex: Knex;
  /** The transaction's last statement, when `work` leaves it to be sent along with COMMIT in one round trip. */
  last?: QueryConfig;
}

/** Runs `work` between BEGIN and COMMIT; rolls back and rethrows when it throws. */
export async function inTransaction<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    const tx = bindTransaction(client);
    // BEGIN is not waited for: it travels with the first statement of `work`
    const [begun, worked] = inOneWrite(client, () => [client.query('begin'), work(tx)]);
    const [, result] = await Promise.all([begun, worked]);
    await commit(client, tx.last);
    return result;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/** COMMIT after a statement that failed is a rollback; the statement's own error is the one that is thrown. */
async function commit(client: PoolClient, last: QueryConfig | undefined): Promise<void> {
  if (!last) return void (await client.query('commit'));
  const [saved, committed] = inOneWrite(client, () => [client.query(last), client.query('commit')]);
  await Promise.all([saved, committed]);
}

/** Statements sent by `send` leave as one packet: on small machines the system call costs more than the statement. */
function inOneWrite<T>(client: PoolClient, send: () => T): T {
  const { stream } = (client as unknown as { connection: { stream: Writable } }).connection;
  stream.cork();
  try {
    return send();
  } finally {
    stream.uncork();
  }
}

/**
 * Runs `work` so that its failure undoes only what it did itself.
 * @returns what `work` answers; rethrows its error after rolling back to the savepoint
 */
export async function inSavepoint<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  // neither is waited for: they travel with the statements behind them
  const opened = tx.client.query('savepoint part');
  try {
    const [, result] = await Promise.all([opened, work()]);
    tx.client.query('release savepoint part').catch(() => undefined);
    return result;
  } catch (error) {
    await tx.client.query('rollback to savepoint part; release savepoint part');
    throw error;
  }
}

function bindTransaction(client: PoolClient): Transaction {
  let bound: Knex | undefined;
  return {
    client,
    get knex() {
      bound ??= bindKnex(client);
      return bound;
    },
  };
}

/** A Knex without a pool: every query goes over the connection it is given. */
class BoundClient extends knex.Client {}

function bindKnex(client: PoolClient): Knex {
  const bound = knex({ client: 'pg' });
  const inner = bound.client as InstanceType<typeof BoundClient>;
  inner.acquireConnection = () => Promise.resolve(client);
  inner.releaseConnection = () => Promise.resolve();
  return bound;
}

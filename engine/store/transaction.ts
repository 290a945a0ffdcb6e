import knex, { type Knex } from 'knex';
import type { Pool, PoolClient } from 'pg';

/**
 * One transaction on one connection, with two ways to speak through it: `client` for the engine's hot path
 * (prepared statements), `knex` for registers and models. Both see the same uncommitted rows.
 */
export interface Transaction {
  readonly client: PoolClient;
  /** Built on first use: most steps never touch a register. Do not open a `transaction()` on it; use savepoints. */
  readonly knex: Knex;
}

/** Runs `work` between BEGIN and COMMIT; rolls back and rethrows when it throws. */
export async function inTransaction<T>(pool: Pool, work: (tx: Transaction) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  let broken: Error | undefined;
  try {
    await client.query('begin');
    const result = await work(bindTransaction(client));
    await client.query('commit');
    return result;
  } catch (error) {
    await client.query('rollback').catch((fault: Error) => (broken = fault));
    throw error;
  } finally {
    client.release(broken);
  }
}

/**
 * Runs `work` so that its failure undoes only what it did itself.
 * @returns what `work` answers; rethrows its error after rolling back to the savepoint
 */
export async function inSavepoint<T>(tx: Transaction, work: () => Promise<T>): Promise<T> {
  await tx.client.query('savepoint part');
  try {
    const result = await work();
    await tx.client.query('release savepoint part');
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

import type { Pool, PoolClient } from 'pg';
import type { Key } from '../core/keys.ts';

/** How many keys one trip to the database brings. */
const BLOCK = 500;

/** Thrown by `next` inside a pure step that needs more keys than are at hand; the step is simply taken again. */
export class KeysExhausted extends Error {}

/**
 * Hands out keys of the sequence `engine_key` without asking the database for each. Keys of one source ascend; a block
 * that a stopped node did not use up is left out, which nobody minds.
 */
export class KeySource {
  #keys: string[] = [];

  /** Makes sure that at least so many keys are at hand. Sequences stand outside transactions, so any client will do. */
  async reserve(client: PoolClient, count: number): Promise<void> {
    while (this.#keys.length < count) {
      const { rows } = await client.query<{ key: string }>({
        name: 'take-keys',
        text: `select nextval('engine_key') as key from generate_series(1, $1::int)`,
        values: [Math.max(BLOCK, count)],
      });
      this.#keys.unshift(...rows.map((row) => row.key).reverse());
    }
  }

  next(): Key {
    const key = this.#keys.pop();
    if (key === undefined) throw new KeysExhausted('Expected a reserved key, but none is left.');
    return key;
  }
}

const sources = new WeakMap<Pool, KeySource>();

/** The one source of a database: commands of a node share its block. */
export function keySourceOf(pool: Pool): KeySource {
  let source = sources.get(pool);
  if (!source) sources.set(pool, (source = new KeySource()));
  return source;
}

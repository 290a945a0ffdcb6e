import { describe, expect, it } from 'vitest';
import { KeysExhausted, KeySource, keySourceOf } from '../../engine/store/key-source.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

describe('KeySource', () => {
  it('hands out ascending keys, and none before it has reserved some', async () => {
    // given
    const source = new KeySource();
    expect(() => source.next()).toThrow(KeysExhausted);

    // when
    const client = await database.pool.connect();
    await source.reserve(client, 3);
    client.release();

    // then
    const keys = [source.next(), source.next(), source.next()].map(Number);
    expect(keys).toEqual(keys.toSorted((a, b) => a - b));
  });

  it('never gives a key twice, whoever asks at the same time', async () => {
    // given
    const nodes = [keySourceOf(database.pool), new KeySource(), new KeySource()];

    // when
    const keys = await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        const client = await database.pool.connect();
        const source = nodes[i % 3]!;
        await source.reserve(client, 40);
        client.release();
        return Array.from({ length: 20 }, () => source.next());
      }),
    );

    // then
    expect(new Set(keys.flat()).size).toBe(600);
  });
});

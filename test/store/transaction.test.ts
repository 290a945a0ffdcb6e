import { describe, expect, it } from 'vitest';
import { inSavepoint, inTransaction } from '../../engine/store/transaction.ts';
import { useDatabase } from '../support/database.ts';

describe('a transaction', () => {
  const database = useDatabase();

  async function serials(): Promise<string[]> {
    return (await database.db('case_serial').orderBy('service_code')).map(
      (row) => row.service_code as string,
    );
  }

  it('is one for the prepared statements and for Knex', async () => {
    // when
    const seen = await inTransaction(database.pool, async (tx) => {
      await tx.client.query("insert into case_serial values ('AA', 2026, 1)");
      return tx.knex('case_serial').where({ service_code: 'AA' }).first();
    });

    // then
    expect(seen).toMatchObject({ service_code: 'AA', last: 1 });
    expect(await serials()).toEqual(['AA']);
  });

  it('leaves nothing behind when its work throws', async () => {
    // when
    const failed = inTransaction(database.pool, async (tx) => {
      await tx.knex('case_serial').insert({ service_code: 'BB', year: 2026, last: 1 });
      throw new Error('no');
    });

    // then
    await expect(failed).rejects.toThrow('no');
    expect(await serials()).toEqual(['AA']);
  });

  it('goes on after a savepoint that failed', async () => {
    // when
    await inTransaction(database.pool, async (tx) => {
      await inSavepoint(tx, () => tx.client.query("insert into case_serial values ('AA', 2026, 1)")).catch(
        () => null,
      );
      await tx.client.query("insert into case_serial values ('CC', 2026, 1)");
    });

    // then
    expect(await serials()).toEqual(['AA', 'CC']);
  });

  it('sends the last statement along with COMMIT', async () => {
    // when
    const result = await inTransaction(database.pool, async (tx) => {
      tx.last = { text: 'insert into case_serial values ($1, 2026, 1)', values: ['DD'] };
      return 'done';
    });

    // then
    expect(result).toBe('done');
    expect(await serials()).toContain('DD');
  });

  it('leaves nothing behind when the last statement fails, and throws its error', async () => {
    // when
    const failed = inTransaction(database.pool, async (tx) => {
      await tx.client.query("insert into case_serial values ('EE', 2026, 1)");
      tx.last = { text: 'insert into case_serial values ($1, 2026, 1)', values: ['AA'] };
    });

    // then
    await expect(failed).rejects.toMatchObject({ code: '23505' });
    expect(await serials()).not.toContain('EE');
  });

  it('gives its connection back in order, whatever happened on it', async () => {
    // when
    for (let i = 0; i < 40; i += 1) {
      await inTransaction(database.pool, (tx) => tx.client.query('select no_such_column')).catch(() => null);
    }

    // then
    expect((await database.pool.query('select 1 as one')).rows).toEqual([{ one: 1 }]);
    expect(database.pool.waitingCount).toBe(0);
  });
});

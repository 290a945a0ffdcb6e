import { beforeAll, describe, expect, it } from 'vitest';
import { saveBatch } from '../../engine/store/save-batch.ts';
import { useDatabase } from '../support/database.ts';

const database = useDatabase();

beforeAll(async () => {
  await database.pool.query(
    'create table parent (id int primary key); create table child (parent int references parent, n int)',
  );
});

describe('saveBatch', () => {
  it('writes all parts in one statement, each with its own values', async () => {
    // when: the child is written before its parent
    await saveBatch(database.pool, [
      { code: 'ch', text: 'insert into child (parent, n) values ($1, $2)', values: [1, 10] },
      { code: 'pa', text: 'insert into parent (id) values ($1)', values: [1] },
    ]);

    // then
    const { rows } = await database.pool.query('select * from child join parent on parent = id');
    expect(rows).toEqual([{ parent: 1, n: 10, id: 1 }]);
  });

  it('writes none of them when one is refused', async () => {
    // when
    const attempt = saveBatch(database.pool, [
      { code: 'pa', text: 'insert into parent (id) values ($1)', values: [2] },
      { code: 'ch', text: 'insert into child (parent, n) values ($1, $2)', values: [3, 1] },
    ]);

    // then
    await expect(attempt).rejects.toMatchObject({ code: '23503' });
    expect((await database.pool.query('select * from parent where id = 2')).rows).toEqual([]);
  });

  it('takes more than eleven values without mixing up $1 and $10', async () => {
    // given
    await database.pool.query(
      'create table wide (a int, b int, c int, d int, e int, f int, g int, h int, i int, j int, k int)',
    );
    const values = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];

    // when
    await saveBatch(database.pool, [
      { code: 'pa', text: 'insert into parent (id) values ($1)', values: [5] },
      { code: 'wi', text: 'insert into wide values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11)', values },
    ]);

    // then
    expect(Object.values((await database.pool.query('select * from wide')).rows[0])).toEqual(values);
  });
});

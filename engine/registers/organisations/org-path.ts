import type { Knex } from 'knex';

/** An organisation's name and its line from the district down: 清河区委 / 水渡口街道党工委 / …. */
export async function orgPathOf(db: Knex, code: string): Promise<{ name: string; path: string }> {
  const { rows } = await db.raw<{ rows: { name: string; path: string }[] }>(
    `with recursive line as (
       select code, name, parent_code, 0 as steps from organisation where code = ?
       union all
       select o.code, o.name, o.parent_code, l.steps + 1 from organisation o join line l on o.code = l.parent_code)
     select (select name from line where steps = 0) as name, string_agg(name, ' / ' order by steps desc) as path
       from line`,
    [code],
  );
  return { name: rows[0]?.name ?? code, path: rows[0]?.path ?? code };
}

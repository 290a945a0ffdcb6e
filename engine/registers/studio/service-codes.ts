import type { Knex } from 'knex';

/** Name of another process whose newest version uses this code: case numbers of two services must not run together. */
export async function serviceCodeTaken(db: Knex, code: string, processId: string): Promise<string | null> {
  const { rows } = await db.raw<{ rows: { name: string }[] }>(
    `select name from (
       select distinct on (process_id) process_id, name, service_code
         from process_definition order by process_id, version desc) newest
      where service_code = ? and process_id <> ? limit 1`,
    [code, processId],
  );
  return rows[0]?.name ?? null;
}

import type { Knex } from 'knex';

/** Finds the instances a case has called, however many there are of others; one that nobody called costs nothing. */
export async function up(knex: Knex): Promise<void> {
  const { rows } = await knex.raw<{ rows: { part: string }[] }>(
    `select inhrelid::regclass::text as part from pg_inherits where inhparent = 'process_instance'::regclass`,
  );
  for (const { part } of rows)
    await knex.raw(`create index on ${part} (root_key) where parent_key is not null`);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

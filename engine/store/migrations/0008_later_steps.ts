import type { Knex } from 'knex';

/** Steps that instances still have to take by themselves: more than fits into one transaction. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create table later_step (
  key bigint primary key default nextval('engine_key'),
  instance_key bigint not null,
  element_instance_key bigint not null
);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/** Finds the open tasks of an instance without going over all it ever had. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
drop index user_task_instance;
create index user_task_instance on user_task_live (instance_key, state);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

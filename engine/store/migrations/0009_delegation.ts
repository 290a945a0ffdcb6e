import type { Knex } from 'knex';

/** Open tasks that are with another unit for its opinion; whose task it is stays as it was. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
alter table user_task
  -- the unit that is asked; null: nobody is
  add column delegated_to text,
  add column delegated_at timestamptz,
  -- what it is asked
  add column delegated_for text;
create index user_task_delegated on user_task (delegated_to) where delegated_to is not null and state = 'created';
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

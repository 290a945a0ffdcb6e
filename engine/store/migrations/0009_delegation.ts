import type { Knex } from 'knex';

/** Who is drawn into a case without having to work it: units asked for an opinion, and those it is copied to (抄送). */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
alter table user_task
  -- the unit that is asked; null: nobody is
  add column delegated_to text,
  add column delegated_at timestamptz,
  -- what it is asked
  add column delegated_for text;
create table case_copy (
  case_id bigint not null references case_file,
  org_code text not null,
  copied_at timestamptz not null,
  primary key (case_id, org_code)
);
create index case_copy_org on case_copy (org_code);
create index user_task_delegated on user_task (delegated_to) where delegated_to is not null and state = 'created';
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/** Which instances were put on which version, by whom, and how to bring them back. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create table migration (
  key bigint primary key default nextval('engine_key'),
  source_key bigint not null references process_definition,
  target_key bigint not null references process_definition,
  -- the MigrationPlan of core/migration-plan.ts
  plan jsonb not null,
  migrated_at timestamptz not null,
  migrated_by text not null,
  -- the migration this one takes back
  undoes bigint references migration
);

create table migration_instance (
  migration_key bigint not null references migration,
  instance_key bigint not null references process_instance,
  primary key (migration_key, instance_key)
);
create index migration_instance_instance on migration_instance (instance_key);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

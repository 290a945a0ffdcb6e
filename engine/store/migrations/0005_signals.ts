import type { Knex } from 'knex';

/** Who waits for which signal, and what a broadcast still has to bring to each of them. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create table signal_subscription (
  key bigint primary key,
  instance_key bigint not null references process_instance,
  element_instance_key bigint not null,
  element_id text not null,
  signal_name text not null,
  opened_at timestamptz not null
);
create index signal_subscription_name on signal_subscription (signal_name);
create index signal_subscription_instance on signal_subscription (instance_key);

-- Signal start events of the newest version of each process.
create table start_signal (
  process_id text not null,
  element_id text not null,
  definition_key bigint not null references process_definition,
  signal_name text not null,
  primary key (process_id, element_id)
);
create index start_signal_name on start_signal (signal_name);

-- One row for each receiver of a broadcast: each takes its step in a transaction of its own, which deletes the row.
create table signal_delivery (
  key bigint primary key default nextval('engine_key'),
  -- a waiting instance …
  instance_key bigint,
  subscription_key bigint,
  -- … or a process to start
  definition_key bigint,
  element_id text,
  variables jsonb not null default '{}',
  broadcast_at timestamptz not null
);
create index signal_delivery_instance on signal_delivery (instance_key);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

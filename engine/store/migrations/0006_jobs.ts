import type { Knex } from 'knex';

/** What programs outside need: jobs that workers fetch, and element instances and variables that can be searched. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
alter table job
  -- what the job is done for: the work of its element, or one of its listeners
  add column kind text not null default 'element' check (kind in ('element', 'executionListener', 'taskListener')),
  add column listener_event text,
  add column error_code text,
  -- what a task listener has said to what somebody wanted
  add column denied_reason text;
-- When it may be handed out: at once, after a back-off, or when the time of the worker who has it is over.
alter table job rename column not_before to available_at;
alter table job drop column locked_until;
alter table job drop constraint job_state_check;
alter table job add constraint job_state_check
  check (state in ('created', 'activated', 'completed', 'failed', 'error_thrown', 'cancelled'));
drop index job_waiting;
create index job_available on job (job_type, available_at, key) where state in ('created', 'activated');

-- Users a diagram or a program names; what they may do is policy's affair.
alter table task_candidate drop constraint task_candidate_kind_check;
alter table task_candidate add constraint task_candidate_kind_check check (kind in ('unit', 'member', 'group', 'user'));

alter table process_definition
  -- file it was deployed as
  add column resource_name text,
  -- form of its plain start event
  add column start_form_id text;
-- What the elements of a version are called.
create table process_element (
  definition_key bigint not null references process_definition,
  element_id text not null,
  name text not null,
  primary key (definition_key, element_id)
);
alter table process_instance add column tags text[] not null default '{}';
alter table decision_evaluation add column element_instance_key bigint;

-- Every element instance there is or was. Each step writes here and into the next table, so that they are kept cheap: no
-- foreign keys (rows come along with their instance), one tree each, and for look-ups by key alone a map of page ranges:
-- keys ascend as rows do.
create table element_instance (
  key bigint not null,
  instance_key bigint not null,
  -- the scope it lives in; null: the process itself
  scope_key bigint,
  element_id text not null,
  element_type text not null,
  state text not null check (state in ('active', 'completed', 'terminated')),
  started_at timestamptz not null,
  ended_at timestamptz,
  primary key (instance_key, key)
) with (fillfactor = 85);
create index element_instance_key on element_instance using brin (key) with (pages_per_range = 16, autosummarize = on);

-- The value each variable of each scope has, or had when its scope ended.
create table variable (
  key bigint not null default nextval('engine_key'),
  instance_key bigint not null,
  scope_key bigint not null,
  name text not null,
  -- as JSON
  value text not null,
  updated_at timestamptz not null,
  primary key (instance_key, scope_key, name)
) with (fillfactor = 85);
create index variable_key on variable using brin (key) with (pages_per_range = 16, autosummarize = on);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

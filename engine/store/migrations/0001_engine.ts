import type { Knex } from 'knex';

/** Everything the token game needs: definitions, instances, what they wait for, and what happened. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create sequence engine_key start 1000001 increment 1;

create table deployment (
  key bigint primary key,
  name text not null,
  deployed_at timestamptz not null,
  deployed_by text
);

create table form_definition (
  key bigint primary key,
  form_id text not null,
  version int not null,
  schema jsonb not null,
  hash text not null,
  deployment_key bigint not null references deployment,
  unique (form_id, version)
);

create table process_definition (
  key bigint primary key,
  process_id text not null,
  version int not null,
  version_tag text,
  name text not null,
  xml text not null,
  -- hash of the diagram and of the forms it is bound to: a changed form makes a new process version
  hash text not null,
  -- form id → form_definition.key, resolved at deployment; cases keep the forms they started with
  forms jsonb not null default '{}',
  -- two-letter service code (KN, RD, YT …) from the process property serviceCode; null: not a member service
  service_code text,
  -- process properties as drawn: title, description, audience, icon …
  properties jsonb not null default '{}',
  deployment_key bigint not null references deployment,
  deployed_at timestamptz not null,
  deployed_by text,
  unique (process_id, version)
);

create table process_instance (
  key bigint primary key,
  definition_key bigint not null references process_definition,
  process_id text not null,
  version int not null,
  business_key text,
  state text not null check (state in ('active', 'suspended', 'completed', 'cancelled')),
  root_key bigint not null,
  parent_key bigint,
  parent_element_key bigint,
  started_at timestamptz not null,
  started_by text,
  ended_at timestamptz,
  revision int not null default 1,
  -- the Instance of core/instance.ts; the truth for stepping
  data jsonb not null
);
create index process_instance_definition on process_instance (definition_key, state);
create index process_instance_open on process_instance (process_id) where state in ('active', 'suspended');
create index process_instance_parent on process_instance (parent_key) where parent_key is not null;
create index process_instance_business_key on process_instance (business_key) where business_key is not null;

create table user_task (
  key bigint primary key,
  instance_key bigint not null references process_instance,
  element_instance_key bigint not null,
  element_id text not null,
  name text not null,
  process_id text not null,
  definition_key bigint not null,
  case_id bigint,
  form_key bigint references form_definition,
  state text not null default 'created' check (state in ('created', 'completed', 'cancelled')),
  -- username of the account that claimed it, or 'member:<id>'
  assignee text,
  claimed_at timestamptz,
  created_at timestamptz not null,
  term text,
  due_at timestamptz,
  follow_up_at timestamptz,
  priority int not null default 50,
  completed_at timestamptz,
  completed_by text,
  -- 0 not escalated; 1 superior, 2 the next one …
  escalation_level int not null default 0,
  escalated_to text,
  properties jsonb not null default '{}',
  revision int not null default 1
);
create index user_task_instance on user_task (instance_key);
create index user_task_case on user_task (case_id);
create index user_task_open_due on user_task (due_at, key) where state = 'created';

-- Who may work a task: units by code, or the member himself. The inbox is a query over these rows.
create table task_candidate (
  task_key bigint not null references user_task on delete cascade,
  kind text not null check (kind in ('unit', 'member', 'group')),
  -- organisation code, member id, or a plain group name
  value text not null,
  -- why: the policy line that chose it ("assignments.csv:7") or 'diagram' or 'transfer'
  reason text not null,
  primary key (task_key, kind, value)
);
create index task_candidate_value on task_candidate (kind, value text_pattern_ops);

create table job (
  key bigint primary key,
  instance_key bigint not null references process_instance,
  element_instance_key bigint not null,
  element_id text not null,
  name text not null,
  job_type text not null,
  state text not null default 'created' check (state in ('created', 'activated', 'completed', 'failed', 'cancelled')),
  retries int not null,
  headers jsonb not null default '{}',
  variables jsonb not null default '{}',
  worker text,
  -- fencing: a worker may only report on the activation it holds
  fence int not null default 0,
  locked_until timestamptz,
  not_before timestamptz,
  error_message text,
  created_at timestamptz not null,
  ended_at timestamptz
);
create index job_waiting on job (job_type, key) where state in ('created', 'activated');
create index job_instance on job (instance_key);

create table timer (
  key bigint primary key,
  instance_key bigint not null references process_instance,
  element_instance_key bigint not null,
  element_id text not null,
  due_at timestamptz not null,
  state text not null default 'waiting' check (state in ('waiting', 'fired', 'cancelled'))
);
create index timer_waiting on timer (due_at) where state = 'waiting';
create index timer_instance on timer (instance_key) where state = 'waiting';

-- Timer start events of the newest version of each process.
create table start_timer (
  process_id text not null,
  element_id text not null,
  definition_key bigint not null references process_definition,
  due_at timestamptz not null,
  -- rounds after the next one; null: for ever
  repeats int,
  primary key (process_id, element_id)
);

-- Message start events of the newest version of each process.
create table start_message (
  process_id text not null,
  element_id text not null,
  definition_key bigint not null references process_definition,
  message_name text not null,
  primary key (process_id, element_id)
);
create index start_message_name on start_message (message_name);

create table subscription (
  key bigint primary key,
  instance_key bigint not null references process_instance,
  element_instance_key bigint not null,
  element_id text not null,
  message_name text not null,
  correlation_key text not null,
  opened_at timestamptz not null
);
create index subscription_match on subscription (message_name, correlation_key);
create index subscription_instance on subscription (instance_key);

create table message (
  key bigint primary key,
  name text not null,
  correlation_key text not null,
  variables jsonb not null default '{}',
  published_at timestamptz not null,
  -- buffered until then; null: only subscriptions open at publication
  expires_at timestamptz,
  message_id text,
  correlated_at timestamptz,
  unique (name, correlation_key, message_id)
);
create index message_buffered on message (name, correlation_key) where correlated_at is null;

create table incident (
  key bigint primary key,
  instance_key bigint not null references process_instance,
  element_instance_key bigint not null,
  element_id text not null,
  job_key bigint,
  code text not null,
  message text not null,
  raised_at timestamptz not null,
  resolved_at timestamptz,
  resolved_by text
);
create index incident_open on incident (instance_key) where resolved_at is null;

create table history_event (
  instance_key bigint not null,
  seq bigint generated always as identity,
  at timestamptz not null,
  type text not null,
  element_id text,
  element_instance_key bigint,
  actor text,
  data jsonb not null default '{}'
) partition by range (at);
create index history_event_instance on history_event (instance_key, seq);
create table history_event_default partition of history_event default;

-- What must happen outside, written in the step's transaction and carried out after its commit.
create table outbox (
  key bigint primary key default nextval('engine_key'),
  channel text not null,
  idempotency_key text not null unique,
  payload jsonb not null,
  state text not null default 'waiting' check (state in ('waiting', 'sent', 'failed')),
  attempts int not null default 0,
  last_error text,
  created_at timestamptz not null,
  -- not before: moves on after each failed attempt
  next_attempt_at timestamptz not null default now(),
  sent_at timestamptz
);
create index outbox_waiting on outbox (next_attempt_at) where state = 'waiting';
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/** What people talk about: the case (办件), its dossier, drafts, warnings, messages, files. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create table case_serial (
  service_code text not null,
  year int not null,
  last int not null,
  primary key (service_code, year)
);

create table case_file (
  id bigint primary key default nextval('engine_key'),
  -- KN-2026-000017; taken at submission, ascending, never reused
  number text not null unique,
  service_code text not null,
  process_id text not null,
  title text not null,
  applicant_member_id bigint,
  applicant_name text not null,
  -- the applicant's organisation at submission
  org_code text not null,
  channel text not null check (channel in ('member', 'unit', 'window', 'system')),
  created_by text not null,
  status text not null default 'open' check (status in ('open', 'closed')),
  -- one of the ten outcomes of the services: done, rejected, refused, notEligible, noSupplement, withdrawn, …
  outcome text,
  -- name of the end event in plain words: "已救助"
  outcome_name text,
  instance_key bigint not null references process_instance,
  submitted_at timestamptz not null,
  closed_at timestamptz,
  -- units that must not see it though their subtree holds it: org code prefixes
  hidden_from text[] not null default '{}',
  -- what screens show of the case beside its number: "申请 1,800 元", kept up by the process
  summary text
);
create index case_file_org on case_file (org_code text_pattern_ops, submitted_at desc);
create index case_file_applicant on case_file (applicant_member_id, submitted_at desc);
create index case_file_instance on case_file (instance_key);

-- Each submitted form as it was submitted.
create table case_form (
  id bigint primary key default nextval('engine_key'),
  case_id bigint not null references case_file,
  task_key bigint,
  element_id text not null,
  name text not null,
  form_key bigint not null references form_definition,
  data jsonb not null,
  submitted_by text not null,
  submitted_by_name text not null,
  submitted_at timestamptz not null,
  -- whether the applicant may read it
  visible_to_applicant boolean not null default false
);
create index case_form_case on case_form (case_id, id);

create table case_note (
  id bigint primary key default nextval('engine_key'),
  case_id bigint not null references case_file,
  task_key bigint,
  -- 'comment' | 'transfer' | 'urge' | 'return' | 'warning' | 'escalation' | 'claim' | 'release'
  kind text not null,
  text text not null,
  author text not null,
  author_name text not null,
  visible_to_applicant boolean not null default false,
  created_at timestamptz not null
);
create index case_note_case on case_note (case_id, id);

create table case_document (
  id bigint primary key default nextval('engine_key'),
  case_id bigint not null references case_file,
  number text not null unique,
  template text not null,
  title text not null,
  -- values the template was filled with; the page is rendered from them by the template's version
  data jsonb not null,
  html text not null,
  visible_to_applicant boolean not null default false,
  created_at timestamptz not null,
  printed_count int not null default 0
);
create index case_document_case on case_document (case_id, id);

create table draft (
  -- 'account:<username>' or 'member:<id>'
  owner text not null,
  -- 'start:<processId>' or 'task:<key>'
  subject text not null,
  form_key bigint not null,
  data jsonb not null,
  updated_at timestamptz not null,
  primary key (owner, subject)
);
create index draft_subject on draft (subject);

create table file_object (
  -- 128 random bits; says nothing of its content
  id text primary key,
  name text not null,
  mime text not null,
  size int not null,
  sha256 text not null,
  -- in the database, so that every node has it and one backup holds everything
  content bytea not null,
  uploaded_by text not null,
  case_id bigint references case_file,
  created_at timestamptz not null
);

create table notification (
  id bigint primary key default nextval('engine_key'),
  -- exactly one: a member, or all accounts of a unit
  member_id bigint references member on delete cascade,
  org_code text,
  case_id bigint references case_file,
  title text not null,
  body text not null,
  created_at timestamptz not null,
  read_at timestamptz,
  check ((member_id is null) <> (org_code is null))
);
create index notification_member on notification (member_id, id desc) where member_id is not null;
create index notification_org on notification (org_code, id desc) where org_code is not null;

-- 红色预警 (S5, S10, V12): open from the due date until the task is done.
create table red_warning (
  id bigint primary key default nextval('engine_key'),
  task_key bigint not null references user_task,
  case_id bigint references case_file,
  member_id bigint,
  -- the unit that is late, and its superiors the warning has risen to so far
  org_code text not null,
  due_at timestamptz not null,
  raised_at timestamptz not null,
  level int not null default 0,
  escalated_to text,
  escalated_at timestamptz,
  resolved_at timestamptz
);
create unique index red_warning_open_task on red_warning (task_key, org_code) where resolved_at is null;
create index red_warning_open_org on red_warning (org_code text_pattern_ops) where resolved_at is null;
create index red_warning_open_member on red_warning (member_id) where resolved_at is null;

create table saved_view (
  id bigint primary key default nextval('engine_key'),
  owner text not null,
  list text not null,
  name text not null,
  filter jsonb not null,
  created_at timestamptz not null,
  unique (owner, list, name)
);

-- The studio's drafts: diagram, forms and policy lines before they are deployed.
create table process_draft (
  process_id text primary key,
  name text not null,
  xml text not null,
  forms jsonb not null default '{}',
  based_on_version int,
  updated_at timestamptz not null,
  updated_by text not null,
  revision int not null default 1
);

-- Messages the local SMS stand-in received; empty where a real gateway is configured.
create table sms_standin (
  id bigint generated always as identity primary key,
  phone text not null,
  text text not null,
  idempotency_key text not null unique,
  received_at timestamptz not null
);

-- What this installation knows of itself: 'demo' → { loadedAt }.
create table installation (
  name text primary key,
  value jsonb not null
);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/** The base data of the district and who may enter: organisations, members, accounts, sessions, audit. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create table organisation (
  -- 4 levels × 2 digits, padded with 00: a subtree is a prefix (O1)
  code text primary key,
  name text not null unique,
  type text not null check (type in ('区委', '党工委', '党委', '党总支', '社区党委', '党支部', '临时党支部')),
  level smallint not null check (level between 1 and 4),
  parent_code text references organisation,
  -- order among siblings, as imported
  position int not null default 0,
  head text,
  phone text,
  address text,
  founded_on date,
  unit text,
  qq_group text,
  -- may approve probationary members; the "党委审批" of a diagram is the nearest superior that may
  can_approve_member boolean not null default false,
  review_starts_on date,
  review_ends_on date,
  premises text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  revision int not null default 1
);
create index organisation_subtree on organisation (code text_pattern_ops);
create index organisation_parent on organisation (parent_code, position);

create sequence card_no start 1 maxvalue 99999;

create table member (
  id bigint primary key default nextval('engine_key'),
  -- five digits, for life
  card_no text not null unique,
  -- organisation code + card number; follows the organisation
  member_no text not null unique,
  name text not null,
  pinyin text not null default '',
  initials text not null default '',
  sex text not null check (sex in ('男', '女')),
  birth_date date not null,
  work_date date,
  join_date date not null,
  -- 'month' where only year and month are known
  join_date_precision text not null default 'day' check (join_date_precision in ('day', 'month')),
  full_date date,
  kind text not null check (kind in ('正式', '预备')),
  probation_from date,
  probation_to date,
  probation_extensions int not null default 0,
  education text,
  degree text,
  ethnicity text,
  native_place text,
  photo_id text,
  tech_title text,
  party_post text,
  -- place among the leaders of the branch (书记 first); null: not a leader
  leader_rank smallint,
  job_post text,
  -- sealed with the data key; looked up by its keyed hash, shown masked
  id_no_sealed text not null,
  id_no_hash text not null unique,
  id_no_masked text not null,
  phone text,
  address text,
  org_code text not null references organisation,
  affiliation_unit text,
  dues_quota numeric(10, 2) not null default 0,
  attendance text check (attendance in ('经常参加', '偶尔参加', '从不参加')),
  is_hardship boolean not null default false,
  hardship_types text[] not null default '{}',
  last_aid_on date,
  last_aid_amount numeric(10, 2),
  is_pre1949 boolean not null default false,
  review_grade text check (review_grade in ('优秀', '合格', '基本合格', '不合格')),
  status text not null default '在册' check (status in ('在册', '转出中', '流动')),
  remark text,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now(),
  revision int not null default 1
);
create index member_org on member (org_code text_pattern_ops, leader_rank nulls last, card_no);
create index member_name on member (name);
create index member_initials on member (initials text_pattern_ops);
create index member_pinyin on member (pinyin text_pattern_ops);
create index member_phone on member (phone);

-- 删除库 (O7): what left the base, whole, with the reason
create table member_archive (
  id bigint primary key,
  card_no text not null,
  member_no text not null,
  name text not null,
  org_code text not null,
  reason text not null,
  archived_at timestamptz not null,
  archived_by text not null,
  case_id bigint,
  record jsonb not null
);

-- 变更单: every change of base data made by a process, written with the change in one transaction (O8)
create table member_change (
  key bigint primary key default nextval('engine_key'),
  member_id bigint not null,
  case_id bigint,
  instance_key bigint,
  field text not null,
  old_value jsonb,
  new_value jsonb,
  effective_on date not null,
  basis text,
  changed_by text not null,
  changed_at timestamptz not null
);
create index member_change_member on member_change (member_id, key);

create table account (
  id bigint primary key default nextval('engine_key'),
  username text not null unique,
  password_hash text,
  password_history text[] not null default '{}',
  org_code text not null references organisation,
  display_name text not null,
  phone text,
  -- roles of policies/permissions.csv: district, committee, general_branch, branch, designer, sysadmin …
  roles text[] not null,
  granted_by text,
  active boolean not null default true,
  must_change_password boolean not null default false,
  last_login_at timestamptz,
  created_at timestamptz not null default now()
);
create index account_org on account (org_code text_pattern_ops);

create table member_credential (
  member_id bigint primary key references member on delete cascade,
  password_hash text,
  password_history text[] not null default '{}'
);

-- Counted attempts to log in or to be sent a code, by what was typed, whether or not somebody is called so: an answer
-- must not tell. Subjects: 'account:<username>', 'member:<keyed hash of name and number>', 'code:<the same>'.
create table login_throttle (
  subject text primary key,
  attempts int not null,
  last_attempt_at timestamptz not null,
  locked_until timestamptz
);

-- One-time codes sent by SMS. The hash only; a code lives five minutes and five tries.
create table login_code (
  id bigint primary key default nextval('engine_key'),
  member_id bigint not null references member on delete cascade,
  code_hash text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  tries int not null default 0,
  used_at timestamptz
);
create index login_code_member on login_code (member_id, created_at);

create table session (
  -- sha-256 of the cookie's token: who reads the table cannot enter
  token_hash text primary key,
  account_id bigint references account on delete cascade,
  member_id bigint references member on delete cascade,
  -- by what it was opened; after a code a forgotten password may be replaced
  method text not null check (method in ('password', 'code')),
  created_at timestamptz not null,
  last_seen_at timestamptz not null,
  expires_at timestamptz not null,
  ip text,
  user_agent text,
  check ((account_id is null) <> (member_id is null))
);
create index session_account on session (account_id);
create index session_member on session (member_id);

create table audit_log (
  id bigint generated always as identity primary key,
  at timestamptz not null,
  -- 'account:<username>', 'member:<id>', 'system'
  actor text not null,
  action text not null,
  resource text not null,
  resource_id text,
  org_code text,
  ip text,
  -- field → [old, new]; personal data masked
  detail jsonb not null default '{}'
);
create index audit_log_at on audit_log (at desc);
create index audit_log_resource on audit_log (resource, resource_id);

create function audit_log_is_append_only() returns trigger language plpgsql as $$
begin
  raise exception 'audit_log is append-only';
end $$;
create trigger audit_log_append_only before update or delete or truncate on audit_log
  for each statement execute function audit_log_is_append_only();

-- The policies in force: a line changed in the browser is a new version here; none: the file in policies/.
create table policy_version (
  name text not null,
  version int not null,
  content text not null,
  changed_at timestamptz not null,
  changed_by text not null,
  primary key (name, version)
);

create table import_batch (
  id bigint primary key default nextval('engine_key'),
  kind text not null check (kind in ('organisations', 'members', 'accounts')),
  file_name text not null,
  file_sha256 text not null,
  -- sealed: rosters hold ID numbers
  content bytea not null,
  -- whose import it is: the organisation of whoever uploaded it
  org_code text not null,
  state text not null check (state in ('reading', 'ready', 'importing', 'imported', 'failed', 'discarded')),
  progress_done int not null default 0,
  progress_total int not null default 0,
  summary jsonb not null default '{}',
  error text,
  created_at timestamptz not null,
  created_by text not null,
  imported_at timestamptz
);

create table import_row (
  batch_id bigint not null references import_batch on delete cascade,
  row_no int not null,
  -- 'new' | 'update' | 'same' | 'reject' | 'ignore'
  outcome text not null,
  label text,
  -- [{ field, kind, action, written, value, message }]
  findings jsonb not null default '[]',
  primary key (batch_id, row_no)
);
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/** Decisions: the files they are drawn in, their versions, and every time one was made. */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
-- One version of a DMN file.
create table decision_requirements (
  key bigint primary key,
  -- id of the file's definitions
  requirements_id text not null,
  version int not null,
  name text not null,
  resource_name text not null,
  xml text not null,
  hash text not null,
  deployment_key bigint not null references deployment,
  deployed_at timestamptz not null,
  deployed_by text,
  unique (requirements_id, version)
);

-- One version of one decision in it.
create table decision_definition (
  key bigint primary key,
  decision_id text not null,
  version int not null,
  version_tag text,
  name text not null,
  requirements_key bigint not null references decision_requirements,
  deployment_key bigint not null references deployment,
  unique (decision_id, version)
);
create index decision_definition_requirements on decision_definition (requirements_key);

-- Append-only: what was decided, from what, by which rules.
create table decision_evaluation (
  key bigint primary key,
  definition_key bigint not null references decision_definition,
  -- the business rule task that asked; null: asked by itself. No foreign key: it is written before its instance.
  instance_key bigint,
  element_id text,
  at timestamptz not null,
  evaluated_by text not null,
  -- [{ id, label, value }] of the decision asked for
  inputs jsonb not null,
  result jsonb,
  -- DecisionTrace[] of every decision made on the way
  trace jsonb not null,
  -- why there is no result; null: there is one
  failed text
);
create index decision_evaluation_definition on decision_evaluation (definition_key, key desc);
create index decision_evaluation_instance on decision_evaluation (instance_key, key) where instance_key is not null;
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

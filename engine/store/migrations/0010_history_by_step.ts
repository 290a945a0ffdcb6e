import type { Knex } from 'knex';

/**
 * What happened in one step is one row. The words a state may be are the engine's to keep: PostgreSQL reads the text of
 * a CHECK anew with every statement, and on tables each step writes that was a fifth of the time.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
-- Append-only: what the steps of one command did to one instance.
create table history_step (
  instance_key bigint not null,
  step bigint not null default nextval('engine_key'),
  at timestamptz not null,
  actor text,
  -- [[type, element id, element instance key, data]] in order; as text: it is written once and seldom read
  events json not null,
  primary key (instance_key, step)
);
insert into history_step (instance_key, at, actor, events)
  select instance_key, at, actor,
         json_agg(json_build_array(type, element_id, element_instance_key::text, data) order by seq)
    from history_event group by instance_key, at, actor order by min(seq);
drop table history_event;

-- The same, one row an event. A command has fewer than a million events: the budget of steps ends it long before.
create view history_event as
  select h.instance_key, h.step * 1000000 + e.place as seq, h.at, e.event ->> 0 as type, e.event ->> 1 as element_id,
         (e.event ->> 2)::bigint as element_instance_key, h.actor, e.event -> 3 as data
    from history_step h, json_array_elements(h.events) with ordinality as e(event, place);

alter table process_instance drop constraint process_instance_state_check;
alter table user_task drop constraint user_task_state_check;
alter table task_candidate drop constraint task_candidate_kind_check;
alter table job drop constraint job_state_check, drop constraint job_kind_check;
alter table timer drop constraint timer_state_check;
alter table element_instance drop constraint element_instance_state_check;
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/** Those that grew with every instance when this was written; `filing.ts` has those of today. */
const TABLES = [
  'job',
  'incident',
  'history_step',
  'element_instance',
  'variable',
  'decision_evaluation',
  'migration_instance',
  'task_candidate',
  'user_task',
  'process_instance',
];

/**
 * Each table that grows with every instance becomes the whole of its parts: `<table>_live` for what runs or has lately
 * ended, which is all that commands touch, and a part for each year of what was filed, which can be dropped as it is.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(foreignKeysGo);
  await knex.raw('drop view history_event');
  for (const table of TABLES) await knex.raw(split(table));
  await knex.raw(historyEvents);
}

/** Rows of different parts cannot hold each other; `test/support/invariants.ts` watches that they belong together. */
const foreignKeysGo = /* sql */ `
  do $$
  declare held record;
  begin
    for held in select conrelid::regclass as child, conname from pg_constraint
                 where contype = 'f' and confrelid in ('process_instance'::regclass, 'user_task'::regclass) loop
      execute format('alter table %s drop constraint %I', held.child, held.conname);
    end loop;
  end $$`;

const split = (table: string) => /* sql */ `
  alter table ${table} rename to ${table}_live;
  -- 0: not filed; else the year it ended in
  alter table ${table}_live add column closed_in int not null default 0;
  create table ${table} (like ${table}_live including defaults) partition by list (closed_in);
  alter table ${table} attach partition ${table}_live for values in (0);`;

/** As before, over all parts. */
const historyEvents = /* sql */ `
  create view history_event as
  select h.instance_key, h.step * 1000000 + e.place as seq, h.at, e.event ->> 0 as type, e.event ->> 1 as element_id,
         (e.event ->> 2)::bigint as element_instance_key, h.actor, e.event -> 3 as data
    from history_step h, json_array_elements(h.events) with ordinality as e(event, place)`;

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

import type { Knex } from 'knex';

/**
 * Nodes remember for a moment whom a session belongs to; the database tells them at the commit that changes it, whoever
 * wrote it. Not told: the sliding expiry and the time of the last login, which are written often and end nothing.
 */
export async function up(knex: Knex): Promise<void> {
  await knex.raw(/* sql */ `
create function tell_sessions() returns trigger language plpgsql as $$
begin
  perform pg_notify('sessions', '');
  return null;
end $$;

create trigger session_told after delete on session for each statement execute function tell_sessions();
create trigger account_told
  after update of username, display_name, org_code, roles, active, must_change_password or delete
  on account for each statement execute function tell_sessions();
create trigger member_told after update of name, org_code or delete
  on member for each statement execute function tell_sessions();
create trigger organisation_told after update of code, name, level or delete
  on organisation for each statement execute function tell_sessions();
  `);
}

export async function down(): Promise<void> {
  throw new Error('Migrations only go forward; restore a backup instead.');
}

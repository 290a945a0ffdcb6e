import type { AccountActor } from '../../policy/actor.ts';

/** Columns of an account (`a`) and its organisation (`o`) that say who acts. */
export const actorColumns = `a.id, a.username, a.display_name, a.roles, a.org_code, o.name as org_name, o.level`;

export interface ActorRow {
  id: string;
  username: string;
  display_name: string;
  roles: string[];
  org_code: string;
  org_name: string;
  level: number;
}

export function toAccountActor(row: ActorRow, ip: string | null): AccountActor {
  return {
    kind: 'account',
    id: `account:${row.username}`,
    accountId: row.id,
    username: row.username,
    displayName: row.display_name,
    orgCode: row.org_code,
    orgName: row.org_name,
    level: row.level,
    roles: row.roles,
    ip,
  };
}

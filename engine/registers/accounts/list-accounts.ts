import type { Knex } from 'knex';
import type { z } from 'zod';
import type { AccountItem, accountPage, accountQuery } from '../../http/resources/accounts/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { decodeCursor, encodeCursor } from '../cursor.ts';
import { escapeLike } from '../like.ts';

export interface AccountRow {
  id: string;
  username: string;
  display_name: string;
  org_code: string;
  org_name: string;
  roles: string[];
  active: boolean;
  locked_until: Date | null;
  has_password: boolean;
  last_login_at: Date | null;
}

/** The accounts (`a`) the actor may see, with their organisations (`o`) and locks (`t`). */
export function accountsInReach({ db, policy }: Services, actor: Actor): Knex.QueryBuilder {
  const allowed = policy.where(actor, 'account', 'read', { org: 'a.org_code' });
  return db('account as a')
    .join('organisation as o', 'o.code', 'a.org_code')
    .leftJoin('login_throttle as t', 't.subject', db.raw("'account:' || a.username"))
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[]);
}

/** In the order of organisations. */
export async function listAccounts(
  services: Services,
  actor: Actor,
  filter: z.infer<typeof accountQuery>,
): Promise<z.infer<typeof accountPage>> {
  const found = accountsInReach(services, actor);
  const codes = new OrgCodes(services.config.CODE_DIGITS);
  if (filter.org) found.whereLike('a.org_code', `${codes.prefix(filter.org)}%`);
  if (filter.q) {
    const like = `%${escapeLike(filter.q)}%`;
    found.where((either) =>
      either.whereILike('a.username', like).orWhereILike('a.display_name', like).orWhereILike('o.name', like),
    );
  }
  const [counted] = await found.clone().count<[{ count: string }]>('a.id as count');
  const after = decodeCursor(filter.cursor, 2);
  if (after) found.whereRaw('(a.org_code, a.id) > (?, ?::bigint)', after);
  const rows = await selectAccounts(found)
    .orderBy(['a.org_code', 'a.id'])
    .limit(filter.limit + 1);
  const page = (rows as AccountRow[]).slice(0, filter.limit);
  const last = page.at(-1);
  return {
    items: page.map((row) => toAccountItem(row, services.clock.now())),
    total: Number(counted!.count),
    nextCursor: rows.length > filter.limit ? encodeCursor([last!.org_code, last!.id]) : null,
  };
}

export function selectAccounts(found: Knex.QueryBuilder): Knex.QueryBuilder {
  return found
    .select('a.id', 'a.username', 'a.display_name', 'a.org_code', 'o.name as org_name', 'a.roles', 'a.active')
    .select('t.locked_until', 'a.last_login_at')
    .select({ has_password: found.client.raw('a.password_hash is not null') });
}

export function toAccountItem(row: AccountRow, now: Date): AccountItem {
  return {
    id: row.id,
    username: row.username,
    displayName: row.display_name,
    orgCode: row.org_code,
    orgName: row.org_name,
    roles: row.roles,
    active: row.active,
    locked: row.locked_until !== null && row.locked_until > now,
    hasPassword: row.has_password,
    lastLoginAt: row.last_login_at?.toISOString() ?? null,
  };
}

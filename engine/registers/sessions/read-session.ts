import type { AccountActor, MemberActor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { forgetSession, knownSession } from './known-sessions.ts';
import { isAlive, needsRenewal, renewedUntil } from './session-life.ts';
import { hashSessionToken } from './session-token.ts';

export interface Session {
  tokenHash: string;
  actor: AccountActor | MemberActor;
  method: 'password' | 'code';
  createdAt: Date;
  lastSeenAt: Date;
  expiresAt: Date;
  mustChangePassword: boolean;
}

interface SessionRow {
  token_hash: string;
  method: 'password' | 'code';
  created_at: Date;
  last_seen_at: Date;
  expires_at: Date;
  account_id: string | null;
  member_id: string | null;
  username: string | null;
  display_name: string;
  roles: string[] | null;
  must_change_password: boolean | null;
  org_code: string;
  org_name: string;
  level: number;
}

/** Whom a token belongs to; null when it is unknown, has expired, or the account was closed. */
export async function readSession(services: Services, token: string, ip: string): Promise<Session | null> {
  const row = await readRow(services, hashSessionToken(token));
  if (!row || !isAlive(row.expires_at, services.clock.now())) return null;
  return {
    tokenHash: row.token_hash,
    actor: row.account_id ? toAccount(row, ip) : toMember(row, ip),
    method: row.method,
    createdAt: row.created_at,
    lastSeenAt: row.last_seen_at,
    expiresAt: row.expires_at,
    mustChangePassword: row.must_change_password ?? false,
  };
}

function readRow({ pool }: Services, tokenHash: string): Promise<SessionRow | null> {
  return knownSession(pool, tokenHash, async () => {
    const { rows } = await pool.query<SessionRow>({
      name: 'read-session',
      text: `select s.token_hash, s.method, s.created_at, s.last_seen_at, s.expires_at, s.account_id, s.member_id,
                  a.username, coalesce(a.display_name, m.name) as display_name, a.roles, a.must_change_password,
                  o.code as org_code, o.name as org_name, o.level
             from session s
             left join account a on a.id = s.account_id and a.active
             left join member m on m.id = s.member_id
             join organisation o on o.code = coalesce(a.org_code, m.org_code)
            where s.token_hash = $1`,
      values: [tokenHash],
    });
    return rows[0] ?? null;
  });
}

/** Sliding expiry, written once a minute at most. */
export async function keepAlive({ pool, clock }: Services, session: Session): Promise<void> {
  const now = clock.now();
  if (!needsRenewal(session.lastSeenAt, now)) return;
  await pool.query({
    name: 'keep-session-alive',
    text: `update session set last_seen_at = $2, expires_at = $3 where token_hash = $1`,
    values: [session.tokenHash, now, renewedUntil(session.actor.kind, session.createdAt, now)],
  });
  forgetSession(pool, session.tokenHash);
}

function toAccount(row: SessionRow, ip: string): AccountActor {
  return {
    kind: 'account',
    id: `account:${row.username}`,
    accountId: row.account_id!,
    username: row.username!,
    displayName: row.display_name,
    orgCode: row.org_code,
    orgName: row.org_name,
    level: row.level,
    roles: row.roles ?? [],
    ip,
  };
}

function toMember(row: SessionRow, ip: string): MemberActor {
  return {
    kind: 'member',
    id: `member:${row.member_id}`,
    memberId: row.member_id!,
    displayName: row.display_name,
    orgCode: row.org_code,
    orgName: row.org_name,
    level: row.level,
    roles: ['member'],
    ip,
  };
}

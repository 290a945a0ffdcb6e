import type { Services } from '../../services.ts';
import { forgetSessions } from './known-sessions.ts';
import { renewedUntil } from './session-life.ts';
import { hashSessionToken, newSessionToken } from './session-token.ts';

export interface NewSession {
  person: { accountId: string } | { memberId: string };
  method: 'password' | 'code';
  ip: string | null;
  userAgent: string | null;
}

/** Opens a session for somebody who has proved who he is. @returns the token for the cookie */
export async function openSession({ db, clock }: Services, opened: NewSession): Promise<string> {
  const token = newSessionToken();
  const now = clock.now();
  const isAccount = 'accountId' in opened.person;
  await db('session').insert({
    token_hash: hashSessionToken(token),
    account_id: 'accountId' in opened.person ? opened.person.accountId : null,
    member_id: 'memberId' in opened.person ? opened.person.memberId : null,
    method: opened.method,
    created_at: now,
    last_seen_at: now,
    expires_at: renewedUntil(isAccount ? 'account' : 'member', now, now),
    ip: opened.ip,
    user_agent: opened.userAgent?.slice(0, 300) ?? null,
  });
  return token;
}

export async function endSession({ db, pool }: Services, token: string): Promise<void> {
  await db('session').where('token_hash', hashSessionToken(token)).delete();
  forgetSessions(pool);
}

import { createProblem } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { verifyPassword } from '../passwords/hash-password.ts';
import { actorColumns, toAccountActor, type ActorRow } from './account-actor.ts';
import { openSession } from './open-session.ts';
import { accountSubject } from './subjects.ts';
import { forgetAttempts, loginLimit, takeAttempt } from './throttle.ts';

export const loginFailed = createProblem('login_failed', 401, '用户名或密码不正确。');

export interface Visit {
  ip: string;
  userAgent: string;
}

interface AccountRow extends ActorRow {
  password_hash: string | null;
}

/**
 * An organisation logs in by user name and password.
 * @returns the token of the new session
 * @throws `login_failed`, the same for a wrong name, a wrong password and a closed account; `too_many_attempts`
 */
export async function loginAccount(
  services: Services,
  typed: { username: string; password: string },
  visit: Visit,
): Promise<string> {
  const subject = accountSubject(typed.username);
  await takeAttempt(services, subject, loginLimit);
  const account = await findAccount(services, typed.username);
  const right = await verifyPassword(account?.password_hash, typed.password);
  const actor = account && toAccountActor(account, visit.ip);
  const now = services.clock.now();
  if (!actor || !right) {
    if (actor) await writeAudit(services.db, { at: now, actor, action: 'loginFailed', resource: 'session' });
    throw loginFailed();
  }
  await forgetAttempts(services, subject);
  await services.db('account').where('id', actor.accountId).update({ last_login_at: now });
  await writeAudit(services.db, { at: now, actor, action: 'login', resource: 'session' });
  return openSession(services, { person: { accountId: actor.accountId }, method: 'password', ...visit });
}

async function findAccount({ db }: Services, username: string): Promise<AccountRow | undefined> {
  return (await db('account as a')
    .join('organisation as o', 'o.code', 'a.org_code')
    .where('a.username', username.toLowerCase())
    .where('a.active', true)
    .first(db.raw(`${actorColumns}, a.password_hash`))) as AccountRow | undefined;
}

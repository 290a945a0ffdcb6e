import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { initialPassword } from '../passwords/initial-password.ts';
import { forgetSessions } from '../sessions/known-sessions.ts';
import { accountSubject } from '../sessions/subjects.ts';
import type { InitialPassword } from './create-account.ts';
import { findAccount } from './find-account.ts';
import { requireMayGrant } from './grant.ts';

/** A superior gives a new initial password; every session of the account ends, and so does its lock. */
export async function resetPassword(services: Services, actor: Actor, id: string): Promise<InitialPassword> {
  const account = await findAccount(services, actor, id);
  requireMayGrant(services, actor, account);
  return setInitialPassword(services, actor, account);
}

/** Without asking for rights: also what the administrator's command line does. */
export async function setInitialPassword(
  services: Pick<Services, 'pool' | 'clock'>,
  actor: Actor,
  account: { id: string; username: string; orgCode: string },
): Promise<InitialPassword> {
  const password = initialPassword();
  const hash = await hashPassword(password);
  await inTransaction(services.pool, async (tx) => {
    await tx.client.query(
      `update account set password_hash = $2, must_change_password = roles <> '{api}',
              password_history = (array_prepend(password_hash, password_history))[1:4]
        where id = $1`,
      [account.id, hash],
    );
    await tx.client.query('delete from session where account_id = $1', [account.id]);
    await tx.client.query('delete from login_throttle where subject = $1', [
      accountSubject(account.username),
    ]);
    await writeAudit(tx.knex, {
      at: services.clock.now(),
      actor,
      action: 'resetPassword',
      resource: 'account',
      resourceId: account.username,
      orgCode: account.orgCode,
    });
  });
  forgetSessions(services.pool);
  return { id: account.id, username: account.username, initialPassword: password };
}

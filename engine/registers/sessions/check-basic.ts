import { createHmac, randomBytes } from 'node:crypto';
import { notLoggedIn } from '../../errors.ts';
import type { AccountActor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { verifyPassword } from '../passwords/hash-password.ts';
import { actorColumns, toAccountActor, type ActorRow } from './account-actor.ts';
import { accountSubject } from './subjects.ts';
import { forgetAttempts, loginLimit, takeAttempt } from './throttle.ts';

/** How many checked credentials a node remembers, and how long. */
const MOST = 1_000;
const REMEMBERED_MS = 10 * 60_000;

/** Of this process alone: what is remembered says nothing to whoever reads the memory of another one. */
const secret = randomBytes(32);
/** Seal of name, password and stored hash → until when it holds. */
const checked = new Map<string, number>();

/** Which of them it is, is nobody's business. */
const wrongAccount = () => notLoggedIn('用户名或密码不对，或者账号已停用、还没有改初始密码。');

interface AccountRow extends ActorRow {
  password_hash: string | null;
  must_change_password: boolean;
}

/**
 * Who a program is that sends a name and a password with each request. The account is read anew each time; that the
 * password fits its hash is remembered for a while, for checking it takes as long as many a request.
 * @throws `not_logged_in` (401), the same for a wrong name, a wrong password, a closed account and an initial password;
 *   `too_many_attempts` (429)
 */
export async function checkBasic(
  services: Services,
  { username, password }: { username: string; password: string },
  ip: string,
): Promise<AccountActor> {
  const account = await findAccount(services, username);
  const seal = sealOf(username, password, account?.password_hash ?? '');
  if (!isRemembered(seal)) {
    const subject = accountSubject(username);
    await takeAttempt(services, subject, loginLimit);
    if (!(await verifyPassword(account?.password_hash, password))) throw wrongAccount();
    await forgetAttempts(services, subject);
    remember(seal);
  }
  if (!account || account.must_change_password) throw wrongAccount();
  return toAccountActor(account, ip);
}

async function findAccount({ pool }: Services, username: string): Promise<AccountRow | undefined> {
  const { rows } = await pool.query<AccountRow>({
    name: 'find-basic-account',
    text: `select ${actorColumns}, a.password_hash, a.must_change_password
             from account a join organisation o on o.code = a.org_code
            where a.username = $1 and a.active`,
    values: [username.toLowerCase()],
  });
  return rows[0];
}

/** A new password has a new hash, so that what was remembered of the old one no longer fits. */
function sealOf(username: string, password: string, hash: string): string {
  return createHmac('sha256', secret)
    .update(JSON.stringify([username.toLowerCase(), password, hash]))
    .digest('base64');
}

function isRemembered(seal: string): boolean {
  const until = checked.get(seal);
  if (until !== undefined && until > performance.now()) return true;
  checked.delete(seal);
  return false;
}

function remember(seal: string): void {
  checked.set(seal, performance.now() + REMEMBERED_MS);
  if (checked.size > MOST) checked.delete(checked.keys().next().value!);
}

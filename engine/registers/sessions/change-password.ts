import { createProblem } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { inTransaction, type Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireGoodPassword, REMEMBERED } from '../passwords/check-password.ts';
import { hashPassword, verifyPassword } from '../passwords/hash-password.ts';
import { forgetSessions } from './known-sessions.ts';
import type { Session } from './read-session.ts';
import { accountSubject } from './subjects.ts';
import { loginLimit, takeAttempt } from './throttle.ts';

const wrongPassword = createProblem('wrong_password', 422, '原密码不正确。');

interface Stored {
  password_hash: string | null;
  password_history: string[];
}

/**
 * Sets the own password and ends all other sessions of the person. The old one must be given, except by a member who
 * has none yet or who has just come in by a one-time code (that is how a forgotten one is replaced).
 * @throws `wrong_password`, `weak_password` (422)
 */
export async function changePassword(
  services: Services,
  session: Session,
  typed: { current?: string; next: string },
): Promise<void> {
  const { actor } = session;
  const stored = await readStored(services, session);
  await requireCurrent(services, session, stored, typed.current);
  const earlier = [stored.password_hash, ...stored.password_history].slice(0, REMEMBERED);
  await requireGoodPassword(typed.next, actor.kind === 'account' ? actor.username : null, earlier);
  const hash = await hashPassword(typed.next);
  await inTransaction(services.pool, async (tx) => {
    await store(tx, session, hash, earlier.filter((one) => one !== null).slice(0, REMEMBERED - 1));
    await endOthers(tx, session);
    await writeAudit(tx.knex, {
      at: services.clock.now(),
      actor,
      action: 'changePassword',
      resource: 'session',
    });
  });
  forgetSessions(services.pool);
}

async function readStored({ db }: Services, { actor }: Session): Promise<Stored> {
  const row =
    actor.kind === 'account'
      ? await db('account').where('id', actor.accountId).first('password_hash', 'password_history')
      : await db('member_credential')
          .where('member_id', actor.memberId)
          .first('password_hash', 'password_history');
  return (row as Stored | undefined) ?? { password_hash: null, password_history: [] };
}

async function requireCurrent(
  services: Services,
  { actor, method }: Session,
  { password_hash }: Stored,
  current: string | undefined,
): Promise<void> {
  if (actor.kind === 'member' && (password_hash === null || method === 'code')) return;
  // guessed at as at a login: an unattended screen is no way around the lock
  await takeAttempt(services, `password:${accountSubject(actor.id)}`, loginLimit);
  if (await verifyPassword(password_hash, current ?? '')) {
    await services
      .db('login_throttle')
      .where('subject', `password:${accountSubject(actor.id)}`)
      .delete();
    return;
  }
  throw wrongPassword(undefined, { fields: [{ field: 'current', message: '原密码不正确。' }] });
}

async function store(tx: Transaction, { actor }: Session, hash: string, history: string[]): Promise<void> {
  if (actor.kind === 'account') {
    await tx.client.query(
      `update account set password_hash = $2, password_history = $3, must_change_password = false where id = $1`,
      [actor.accountId, hash, history],
    );
    return;
  }
  await tx.client.query(
    `insert into member_credential (member_id, password_hash, password_history) values ($1, $2, $3)
     on conflict (member_id) do update set password_hash = $2, password_history = $3`,
    [actor.memberId, hash, history],
  );
}

async function endOthers(tx: Transaction, { actor, tokenHash }: Session): Promise<void> {
  const [column, id] =
    actor.kind === 'account' ? ['account_id', actor.accountId] : ['member_id', actor.memberId];
  await tx.client.query(`delete from session where ${column} = $1 and token_hash <> $2`, [id, tokenHash]);
}

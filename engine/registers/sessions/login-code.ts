import { randomInt, timingSafeEqual } from 'node:crypto';
import { createProblem } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { findMember } from './find-member.ts';
import { codeSubject, normalisePhone } from './subjects.ts';
import { takeAttempt } from './throttle.ts';

const codeJustSent = createProblem('code_just_sent', 429, '验证码刚刚发过，请稍等再试。');

const LIFE_MINUTES = 5;
const TRIES = 5;
const PAUSE_SECONDS = 60;
/** Five codes one after another, then a pause of half an hour: nobody's phone is flooded. */
const codeLimit = { attempts: 5, minutes: 30 };

/**
 * Notes that a code is asked for, whether or not somebody has this name and number.
 * @throws `code_just_sent` or `too_many_attempts` (429)
 */
export async function takeCodeRequest(
  services: Services,
  typed: { name: string; phone: string },
): Promise<void> {
  const subject = codeSubject(services.vault, typed.name, normalisePhone(typed.phone));
  const now = services.clock.now();
  const last = await services
    .db('login_throttle')
    .where({ subject })
    .first('last_attempt_at', 'locked_until');
  const since =
    last && !last.locked_until ? (now.getTime() - (last.last_attempt_at as Date).getTime()) / 1000 : null;
  if (since !== null && since < PAUSE_SECONDS) {
    const wait = Math.ceil(PAUSE_SECONDS - since);
    throw codeJustSent(`验证码刚刚发过，请 ${wait} 秒后再试。`, { retryAfter: wait });
  }
  await takeAttempt(services, subject, codeLimit);
}

/** Sends a one-time code, if there is such a member with a mobile number. Meant to run after the answer has gone out. */
export async function sendLoginCode(
  services: Services,
  typed: { name: string; phone: string },
): Promise<void> {
  const member = await findMember(services, typed.name, typed.phone, null);
  if (!member || !/^1\d{10}$/.test(member.phone)) return;
  const code = String(randomInt(1_000_000)).padStart(6, '0');
  const now = services.clock.now();
  const [row] = await services
    .db('login_code')
    .insert({
      member_id: member.memberId,
      code_hash: hashCode(services, member.memberId, code),
      created_at: now,
      expires_at: new Date(now.getTime() + LIFE_MINUTES * 60_000),
    })
    .returning<{ id: string }[]>('id');
  await services.sms.send({
    phone: member.phone,
    text: `【清河党员服务】登录验证码 ${code}，${LIFE_MINUTES} 分钟内有效。不是本人操作请不要理会，也不要告诉别人。`,
    idempotencyKey: `login-code-${row!.id}`,
  });
}

/** Uses up the newest code of the member when it is this one. Each look counts as a try, right or wrong. */
export async function useLoginCode(services: Services, memberId: string, code: string): Promise<boolean> {
  const { pool, clock } = services;
  const now = clock.now();
  const { rows } = await pool.query<{ id: string; code_hash: string }>(
    `update login_code set tries = tries + 1
      where id = (select id from login_code where member_id = $1 order by id desc limit 1)
        and used_at is null and expires_at > $2 and tries < $3
      returning id, code_hash`,
    [memberId, now, TRIES],
  );
  const [row] = rows;
  if (!row || !same(row.code_hash, hashCode(services, memberId, code))) return false;
  const used = await pool.query('update login_code set used_at = $2 where id = $1 and used_at is null', [
    row.id,
    now,
  ]);
  return used.rowCount === 1;
}

function hashCode({ vault }: Services, memberId: string, code: string): string {
  return vault.lookupHash(`login-code|${memberId}|${code}`);
}

function same(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b));
}

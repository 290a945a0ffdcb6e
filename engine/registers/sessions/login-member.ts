import { createProblem } from '../../errors.ts';
import type { Services } from '../../services.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { verifyPassword } from '../passwords/hash-password.ts';
import { findMember } from './find-member.ts';
import { useLoginCode } from './login-code.ts';
import type { Visit } from './login-account.ts';
import { openSession } from './open-session.ts';
import { memberSubject, normalisePhone } from './subjects.ts';
import { forgetAttempts, loginLimit, takeAttempt } from './throttle.ts';

const memberLoginFailed = createProblem(
  'login_failed',
  401,
  '姓名、手机号与验证码（或密码）对不上，或验证码已过期。请核对后重试。',
);

export interface TypedMemberLogin {
  name: string;
  phone: string;
  code?: string;
  password?: string;
}

/**
 * A member logs in by name, number and a one-time code or the own password; name and number alone open nothing.
 * @returns the token of the new session
 */
export async function loginMember(
  services: Services,
  typed: TypedMemberLogin,
  visit: Visit,
): Promise<string> {
  const subject = memberSubject(services.vault, typed.name, normalisePhone(typed.phone));
  await takeAttempt(services, subject, loginLimit);
  const member = await findMember(services, typed.name, typed.phone, visit.ip);
  const method = typed.code !== undefined ? 'code' : 'password';
  const right =
    typed.code !== undefined
      ? member !== null && (await useLoginCode(services, member.memberId, typed.code))
      : await verifyPassword(member?.passwordHash, typed.password ?? '');
  const at = services.clock.now();
  if (!member || !right) {
    if (member) {
      await writeAudit(services.db, { at, actor: member, action: 'loginFailed', resource: 'session' });
    }
    throw memberLoginFailed();
  }
  await forgetAttempts(services, subject);
  await writeAudit(services.db, {
    at,
    actor: member,
    action: 'login',
    resource: 'session',
    detail: { method },
  });
  return openSession(services, { person: { memberId: member.memberId }, method, ...visit });
}

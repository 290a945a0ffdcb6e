import { createProblem } from '../../errors.ts';
import { verifyPassword } from './hash-password.ts';

export const weakPassword = createProblem('weak_password', 422, '新密码不合要求，请换一个。');

/** How many earlier passwords may not come back. */
export const REMEMBERED = 5;

const classes = [/[a-z]/, /[A-Z]/, /[0-9]/, /[^a-zA-Z0-9]/];

/**
 * GB/T 22239: at least eight characters of three kinds, not the user name, none of the last five.
 * @returns what is wrong with it, in words; null when nothing is
 */
export function passwordFault(password: string, username: string | null): string | null {
  if ([...password].length < 8) return '新密码至少 8 位。';
  if (classes.filter((kind) => kind.test(password)).length < 3) {
    return '新密码要有大写字母、小写字母、数字、符号中的至少三种。';
  }
  if (username && password.toLowerCase().includes(username.toLowerCase())) return '新密码不能包含用户名。';
  return null;
}

/** @throws `weak_password` (422, field `next`) */
export async function requireGoodPassword(
  password: string,
  username: string | null,
  earlier: (string | null)[],
): Promise<void> {
  const fault = passwordFault(password, username) ?? (await reuseFault(password, earlier));
  if (fault) throw weakPassword(fault, { fields: [{ field: 'next', message: fault }] });
}

async function reuseFault(password: string, earlier: (string | null)[]): Promise<string | null> {
  for (const hash of earlier) {
    if (hash && (await verifyPassword(hash, password)))
      return `新密码不能与最近 ${REMEMBERED} 次用过的相同。`;
  }
  return null;
}

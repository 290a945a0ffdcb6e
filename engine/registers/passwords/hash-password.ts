import { hash, verify } from '@node-rs/argon2';

/** argon2id, 19 MiB, two passes: what OWASP recommends, about 20 ms here. */
export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize('NFKC'), { memoryCost: 19_456, timeCost: 2, parallelism: 1 });
}

let standIn: Promise<string> | undefined;

/** Takes as long when there is no hash to check against: the time of an answer must not tell who exists. */
export async function verifyPassword(stored: string | null | undefined, password: string): Promise<boolean> {
  standIn ??= hashPassword('nobody has this password');
  const matches = await verify(stored ?? (await standIn), password.normalize('NFKC')).catch(() => false);
  return matches && Boolean(stored);
}

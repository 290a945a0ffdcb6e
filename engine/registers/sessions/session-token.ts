import { createHash, randomBytes } from 'node:crypto';

/** 256 random bits: what the browser holds. */
export function newSessionToken(): string {
  return randomBytes(32).toString('base64url');
}

/** What the table holds: who reads it cannot enter. */
export function hashSessionToken(token: string): string {
  return createHash('sha256').update(token).digest('hex');
}

type Kind = 'account' | 'member';

const MINUTE = 60_000;
/** A desk left alone is closed after half an hour (GB/T 22239); a member's phone is in the member's own hand. */
const idle: Record<Kind, number> = { account: 30 * MINUTE, member: 120 * MINUTE };
/** However busy, one logs in anew for the next working day. */
const LONGEST = 12 * 60 * MINUTE;

export function isAlive(expiresAt: Date, now: Date): boolean {
  return expiresAt > now;
}

export function needsRenewal(lastSeenAt: Date, now: Date): boolean {
  return now.getTime() - lastSeenAt.getTime() >= MINUTE;
}

export function renewedUntil(kind: Kind, createdAt: Date, now: Date): Date {
  return new Date(Math.min(now.getTime() + idle[kind], createdAt.getTime() + LONGEST));
}

import { randomInt } from 'node:crypto';

/** Without characters that are taken for each other when read aloud or copied by hand. */
const upper = 'ABCDEFGHJKMNPQRSTUVWXYZ';
const lower = 'abcdefghjkmnpqrstuvwxyz';
const digits = '23456789';

/** `Kmqr-7294-Tw5x`: easy to hand over, about 60 bits; must be changed at the first login. */
export function initialPassword(): string {
  const pick = (from: string, count: number) =>
    Array.from({ length: count }, () => from[randomInt(from.length)]).join('');
  return `${pick(upper, 1)}${pick(lower, 3)}-${pick(digits, 4)}-${pick(upper + lower + digits, 4)}`;
}

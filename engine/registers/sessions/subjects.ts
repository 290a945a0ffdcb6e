import type { Vault } from '../../services.ts';

/** What attempts are counted under (`login_throttle.subject`). Names and numbers of people only as keyed hashes. */
export const accountSubject = (username: string): string => `account:${username.toLowerCase()}`;

export const memberSubject = (vault: Vault, name: string, phone: string): string =>
  `member:${vault.lookupHash(`${name}|${phone}`)}`;

export const codeSubject = (vault: Vault, name: string, phone: string): string =>
  `code:${vault.lookupHash(`${name}|${phone}`)}`;

/** As the member base holds it: digits, without the country's prefix (D3). */
export function normalisePhone(typed: string): string {
  return typed
    .normalize('NFKC')
    .replace(/^\s*(\+|00)86/, '')
    .replaceAll(/\D/g, '');
}

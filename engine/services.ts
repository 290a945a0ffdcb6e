import type { Knex } from 'knex';
import type { Pool } from 'pg';
import type { Config } from './config.ts';
import type { Policy } from './policy/policy.ts';
import type { Clock } from './store/clock.ts';
import type { SmsGateway } from './channels/sms/gateway.ts';

/** What the composition root (`main.ts`) builds once and hands down. Commands and resources take what they need of it. */
export interface Services {
  config: Config;
  /** For registers, lists and everything that is not the hot path. */
  db: Knex;
  /** For the engine's hot path: load and save of instances (`store/`). */
  pool: Pool;
  clock: Clock;
  policy: Policy;
  sms: SmsGateway;
  /** Seals personal data and makes keyed look-up hashes. */
  vault: Vault;
}

export interface Vault {
  /** Encrypts (AES-256-GCM, random nonce) to base64. */
  seal(plain: string): string;
  /** Reverses `seal`; throws when the text was tampered with. */
  open(sealed: string): string;
  /** Keyed hash (HMAC-SHA-256, hex) of a normalised value, for look-up columns. */
  lookupHash(plain: string): string;
}

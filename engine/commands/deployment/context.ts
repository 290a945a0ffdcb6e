import { createHash } from 'node:crypto';
import type { Key } from '../../core/keys.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import type { Transaction } from '../../store/transaction.ts';

/** One deployment being carried out. */
export interface Deployment {
  services: Services;
  actor: Actor;
  tx: Transaction;
  now: Date;
  deploymentKey: Key;
}

export function sha256(text: string): string {
  return createHash('sha256').update(text).digest('hex');
}

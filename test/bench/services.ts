import path from 'node:path';
import { readConfig } from '../../engine/config.ts';
import { createPolicy } from '../../engine/policy/create-policy.ts';
import type { Services } from '../../engine/services.ts';
import { systemClock, type Clock } from '../../engine/store/clock.ts';
import type { Database } from '../../engine/store/database.ts';
import { createVault } from '../../engine/store/vault.ts';

/** The real services on a database, with the shipped policies. */
export async function createServices(
  { db, pool }: Database,
  folder: string,
  clock: Clock = systemClock,
): Promise<Services> {
  return {
    config: readConfig({ DATA_DIR: folder, LOG_LEVEL: 'silent', PORT: '0' }),
    db,
    pool,
    clock,
    policy: await createPolicy({ db, clock, folder: path.resolve('policies') }),
    sms: { send: () => Promise.resolve() },
    vault: createVault('0'.repeat(64)),
  };
}

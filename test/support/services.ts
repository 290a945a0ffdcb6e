import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { readConfig } from '../../engine/config.ts';
import type { SmsMessage } from '../../engine/channels/sms/gateway.ts';
import { createPolicy } from '../../engine/policy/create-policy.ts';
import type { Services } from '../../engine/services.ts';
import { PinnedClock } from '../../engine/store/clock.ts';
import { createVault } from '../../engine/store/vault.ts';
import type { TestDatabase } from './database.ts';

export interface TestServices extends Services {
  clock: PinnedClock;
  /** What the SMS gateway was given. */
  sent: SmsMessage[];
}

/** Real services on a test database; only time stands still (2026-11-24 09:00 in the office) and SMS stay here. */
export async function createTestServices(
  database: TestDatabase,
  env: Record<string, string> = {},
): Promise<TestServices> {
  const dataDir = mkdtempSync(path.join(tmpdir(), 'qinghe-data-'));
  const clock = new PinnedClock('2026-11-24T09:00:00+08:00');
  const sent: SmsMessage[] = [];
  return {
    config: readConfig({ DATA_DIR: dataDir, LOG_LEVEL: 'silent', ...env }),
    db: database.db,
    pool: database.pool,
    clock,
    policy: await createPolicy({ db: database.db, clock, folder: path.resolve('policies') }),
    sms: { send: async (message) => void sent.push(message) },
    vault: createVault('0'.repeat(64)),
    sent,
  };
}

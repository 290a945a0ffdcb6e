import { mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

/** A Tuesday morning in the office; the clock of browser tests stands here until a test moves it. */
export const OFFICE_TIME = '2026-11-24T10:00:00+08:00';

/** Settings of a node that browser tests drive: any free port, one key for all, so that clones can be read. */
export function officeSettings(more: Record<string, string> = {}): Record<string, string> {
  return {
    DEMO: 'on',
    HOST: '127.0.0.1',
    PORT: '0',
    LOG_LEVEL: 'silent',
    SECRET_KEY: '5a'.repeat(32),
    DATA_DIR: mkdtempSync(path.join(tmpdir(), 'qinghe-office-')),
    ...more,
  };
}

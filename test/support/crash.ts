import { spawn } from 'node:child_process';
import path from 'node:path';
import type { JsonObject } from '../../engine/core/keys.ts';

/** What to do, and when to be killed. */
export type CrashOrder = {
  url: string;
  /** `after-send`: what must happen outside has happened, and is not marked yet. */
  point: 'before-commit' | 'after-commit' | 'after-send';
} & (
  | { command: 'completeTask'; taskKey: string; data: JsonObject }
  | { command: 'sendOutbox'; gatewayUrl: string }
);

/** Carries the order out in a process of its own. @returns the signal it died of */
export function crash(order: CrashOrder): Promise<NodeJS.Signals | null> {
  const script = path.resolve(import.meta.dirname, 'crash-child.ts');
  const child = spawn(process.execPath, ['--import', 'tsx', script, JSON.stringify(order)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  });
  return new Promise((resolve) => child.once('exit', (_code, signal) => resolve(signal)));
}

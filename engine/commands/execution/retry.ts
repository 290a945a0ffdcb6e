import { setTimeout as pause } from 'node:timers/promises';
import { createProblem } from '../../errors.ts';

const busy = createProblem('busy', 409, '这件事正有别人在办，请稍候再试。');

/** Thrown when rows that were read turn out to be older than rows that were locked. */
export class StaleRead extends Error {}

const LOCK_NOT_GRANTED = '55P03';
/** Serialisation failure, deadlock, lock not granted in time. */
const TRANSIENT = new Set(['40001', '40P01', LOCK_NOT_GRANTED]);

const ATTEMPTS = 4;

export function isTransient(error: unknown): boolean {
  return error instanceof StaleRead || TRANSIENT.has(codeOf(error));
}

function codeOf(error: unknown): string {
  return (error as { code?: string } | null)?.code ?? '';
}

/**
 * Does a whole transaction again when the database made it give way to another.
 * @throws `busy` (409) when it still has to give way after some attempts, or has waited long for a lock already: no lock
 * error reaches a person
 */
export async function withRetries<T>(work: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await work();
    } catch (error) {
      if (!isTransient(error)) throw error;
      if (attempt === ATTEMPTS || codeOf(error) === LOCK_NOT_GRANTED) throw busy();
      await pause(attempt * 15 + (process.hrtime()[1] % 20));
    }
  }
}

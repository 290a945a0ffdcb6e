import type { Pool } from 'pg';
import { describe, expect, it, vi } from 'vitest';
import { forgetSessions, knownSession } from '../../../engine/registers/sessions/known-sessions.ts';

/** The map of known sessions hangs on the pool; nothing else of it is used. */
const newPool = () => ({}) as Pool;

describe('A session that is known', () => {
  it('is read once for requests that come together, and for those of the next moment', async () => {
    const pool = newPool();
    const read = vi.fn(async () => 'row');
    expect(await Promise.all([knownSession(pool, 'a', read), knownSession(pool, 'a', read)])).toEqual([
      'row',
      'row',
    ]);
    await knownSession(pool, 'a', read);
    expect(read).toHaveBeenCalledTimes(1);
  });

  it('is read anew after a second', async () => {
    vi.useFakeTimers({ toFake: ['performance'] });
    const pool = newPool();
    const read = vi.fn(async () => 'row');
    await knownSession(pool, 'a', read);
    vi.advanceTimersByTime(1_001);
    await knownSession(pool, 'a', read);
    expect(read).toHaveBeenCalledTimes(2);
    vi.useRealTimers();
  });

  it('is read anew when sessions are to be forgotten, also while it is being read', async () => {
    const pool = newPool();
    let finish = (_row: string) => undefined as void;
    const early = knownSession(pool, 'a', () => new Promise<string>((resolve) => (finish = resolve)));
    forgetSessions(pool);
    finish('before the change');
    expect(await early).toBe('before the change');
    expect(await knownSession(pool, 'a', async () => 'after it')).toBe('after it');
  });

  it('is neither unknown for ever nor broken for ever', async () => {
    const pool = newPool();
    expect(await knownSession(pool, 'a', async () => null)).toBeNull();
    await expect(
      knownSession(pool, 'a', async () => {
        throw new Error('database gone');
      }),
    ).rejects.toThrow('database gone');
    expect(await knownSession(pool, 'a', async () => 'row')).toBe('row');
  });
});

import type { Pool } from 'pg';

/**
 * How long a node goes by what it has read of a session. Long before that the database says when something about it has
 * changed (`SESSIONS_CHANNEL`); this is for words that get lost with a broken connection.
 */
const KNOWN_MS = 1_000;
const MOST = 5_000;

interface Known {
  row: Promise<unknown>;
  until: number;
}

const sessions = new WeakMap<Pool, Map<string, Known>>();

/**
 * What is known of a session, read when nothing is; requests that come together read it once. That there is no such
 * session is not remembered, nor is a read that fails.
 */
export async function knownSession<T>(
  pool: Pool,
  tokenHash: string,
  read: () => Promise<T | null>,
): Promise<T | null> {
  const all = sessions.get(pool) ?? new Map<string, Known>();
  const found = all.get(tokenHash);
  if (found && found.until > performance.now()) return found.row as Promise<T>;
  sessions.set(pool, all);
  const row = read();
  // one that was read before `forgetSessions` stays behind in the map that is thrown away
  all.delete(tokenHash);
  all.set(tokenHash, { row, until: performance.now() + KNOWN_MS });
  if (all.size > MOST) all.delete(all.keys().next().value!);
  const isOpen = await row.catch((error: unknown) => {
    all.delete(tokenHash);
    throw error;
  });
  if (isOpen === null) all.delete(tokenHash);
  return row;
}

/** What is known of one session is out of date. */
export function forgetSession(pool: Pool, tokenHash: string): void {
  sessions.get(pool)?.delete(tokenHash);
}

/** A session has ended, or who it belongs to has changed: all are read anew. */
export function forgetSessions(pool: Pool): void {
  sessions.delete(pool);
}

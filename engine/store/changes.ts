import type { ClientBase } from 'pg';

/** Name of the PostgreSQL channel that carries changes to every node's open screens. */
export const CHANGES_CHANNEL = 'changes';

/**
 * Name of the channel on which the database itself says, at commit, that a session has ended or that whom sessions belong
 * to has changed (triggers of migration 0014). It carries nothing.
 */
export const SESSIONS_CHANNEL = 'sessions';

/** What has changed and whom it concerns; never what it says: screens fetch that themselves, under their own rights. */
export interface Change {
  event: 'inbox' | 'case' | 'notification' | 'import' | 'organisation' | 'policy';
  /** Units whose screens should look again. */
  orgCodes?: string[];
  memberIds?: string[];
  /** Of a unit's message: it is about a case, and for those who may read cases. */
  aboutCase?: true;
  /** Case number, import id, organisation code, or name of the policy table. */
  id?: string;
}

/** Tells all nodes. Inside a transaction it is delivered at commit, equal ones once. */
export async function announceChange(client: Pick<ClientBase, 'query'>, change: Change): Promise<void> {
  await client.query('select pg_notify($1, $2)', [CHANGES_CHANNEL, JSON.stringify(change)]);
}

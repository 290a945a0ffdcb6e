import type { Knex } from 'knex';
import type { Actor } from '../../policy/actor.ts';

export interface AuditEntry {
  at: Date;
  actor: Actor;
  /** A verb of the product: `login`, `update`, `reveal`, `deploy`, `completeTask` … */
  action: string;
  /** `member`, `organisation`, `task`, `case`, `policy`, `process`, `account`, `session`, `import` */
  resource: string;
  resourceId?: string;
  orgCode?: string;
  /** Field → [old, new] for changes; personal data masked by the caller. */
  detail?: Record<string, unknown>;
}

/** Writes one line of the audit log, in the transaction of the change it tells of. */
export async function writeAudit(db: Knex, entry: AuditEntry): Promise<void> {
  await db('audit_log').insert({
    at: entry.at,
    actor: entry.actor.id,
    action: entry.action,
    resource: entry.resource,
    resource_id: entry.resourceId ?? null,
    org_code: entry.orgCode ?? entry.actor.orgCode,
    ip: 'ip' in entry.actor ? (entry.actor.ip ?? null) : null,
    detail: JSON.stringify(entry.detail ?? {}),
  });
}

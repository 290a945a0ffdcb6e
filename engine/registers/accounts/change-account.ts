import type { z } from 'zod';
import type { AccountItem, accountPatch } from '../../http/resources/accounts/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction, type Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { forgetSessions } from '../sessions/known-sessions.ts';
import { accountSubject } from '../sessions/subjects.ts';
import { findAccount } from './find-account.ts';
import { requireFittingRoles, requireMayGrant } from './grant.ts';

type Patch = z.infer<typeof accountPatch>;

/** Changes name and roles, closes or opens an account, lifts its lock. A closed account's sessions end at once. */
export async function changeAccount(
  services: Services,
  actor: Actor,
  id: string,
  patch: Patch,
): Promise<AccountItem> {
  const account = await findAccount(services, actor, id);
  requireMayGrant(services, actor, account);
  if (patch.roles)
    await requireFittingRoles(services, actor, { orgCode: account.orgCode, roles: patch.roles });
  await inTransaction(services.pool, async (tx) => {
    await applyPatch(tx, account, patch);
    await writeAudit(tx.knex, {
      at: services.clock.now(),
      actor,
      action: patch.unlock ? 'unlock' : 'update',
      resource: 'account',
      resourceId: account.username,
      orgCode: account.orgCode,
      detail: changes(account, patch),
    });
  });
  forgetSessions(services.pool);
  return findAccount(services, actor, id);
}

async function applyPatch(tx: Transaction, account: AccountItem, patch: Patch): Promise<void> {
  await tx.client.query(
    `update account set display_name = coalesce($2, display_name), roles = coalesce($3, roles), active = coalesce($4, active)
      where id = $1`,
    [account.id, patch.displayName ?? null, patch.roles ?? null, patch.active ?? null],
  );
  if (patch.active === false)
    await tx.client.query('delete from session where account_id = $1', [account.id]);
  if (patch.unlock) {
    await tx.client.query('delete from login_throttle where subject = $1', [
      accountSubject(account.username),
    ]);
  }
}

function changes(account: AccountItem, patch: Patch): Record<string, [unknown, unknown]> {
  const fields = ['displayName', 'roles', 'active'] as const;
  return Object.fromEntries(
    fields
      .filter((field) => patch[field] !== undefined)
      .map((field) => [field, [account[field], patch[field]]]),
  );
}

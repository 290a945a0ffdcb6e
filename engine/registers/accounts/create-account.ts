import { createProblem } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { hashPassword } from '../passwords/hash-password.ts';
import { initialPassword } from '../passwords/initial-password.ts';
import { mustChangePassword, requireFittingRoles, requireMayGrant } from './grant.ts';

export const usernameTaken = createProblem('username_taken', 409, '这个用户名已有人用，请换一个。');

export interface NewAccount {
  username: string;
  orgCode: string;
  displayName: string;
  roles: string[];
}

export interface InitialPassword {
  id: string;
  username: string;
  /** Shown once, kept nowhere. */
  initialPassword: string;
}

/** A superior grants an account, with a password that must be changed at the first login. */
export async function createAccount(
  services: Services,
  actor: Actor,
  wanted: NewAccount,
): Promise<InitialPassword> {
  requireMayGrant(services, actor, wanted);
  await requireFittingRoles(services, actor, wanted);
  return insertAccount(services, actor, wanted);
}

/** Without asking for rights: also what the administrator's command line does. */
export async function insertAccount(
  services: Pick<Services, 'pool' | 'clock'>,
  actor: Actor,
  wanted: NewAccount,
): Promise<InitialPassword> {
  const password = initialPassword();
  const hash = await hashPassword(password);
  const at = services.clock.now();
  return inTransaction(services.pool, async (tx) => {
    const { rows } = await tx.client.query<{ id: string }>(
      `insert into account (username, password_hash, org_code, display_name, roles, granted_by, must_change_password, created_at)
       values ($1, $2, $3, $4, $5, $6, $8, $7) on conflict (username) do nothing returning id`,
      [
        wanted.username,
        hash,
        wanted.orgCode,
        wanted.displayName,
        wanted.roles,
        actor.id,
        at,
        mustChangePassword(wanted.roles),
      ],
    );
    const [row] = rows;
    if (!row) throw usernameTaken(undefined, { fields: [{ field: 'username', message: '已有人用' }] });
    await writeAudit(tx.knex, {
      at,
      actor,
      action: 'create',
      resource: 'account',
      resourceId: wanted.username,
      orgCode: wanted.orgCode,
      detail: { roles: [null, wanted.roles] },
    });
    return { id: row.id, username: wanted.username, initialPassword: password };
  });
}

import { notFound } from '../../errors.ts';
import type { AccountItem } from '../../http/resources/accounts/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { accountsInReach, selectAccounts, toAccountItem, type AccountRow } from './list-accounts.ts';

/** @throws `not_found` when there is none, or none the actor may see */
export async function findAccount(services: Services, actor: Actor, id: string): Promise<AccountItem> {
  const row = (await selectAccounts(accountsInReach(services, actor)).where('a.id', id).first()) as
    AccountRow | undefined;
  if (!row) throw notFound('没有找到这个账号，可能不在您的管理范围内。');
  return toAccountItem(row, services.clock.now());
}

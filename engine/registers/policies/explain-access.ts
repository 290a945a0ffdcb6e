import type { z } from 'zod';
import { notFound } from '../../errors.ts';
import type { explainQuery, explanation } from '../../http/resources/policies/schemas.ts';
import type { AccountActor, Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { actorColumns, toAccountActor, type ActorRow } from '../sessions/account-actor.ts';
import { readTarget } from './read-target.ts';

/**
 * Why an account can or cannot do this to that, in sentences that quote the lines of the tables (W4). Who asks must be
 * in charge of the account; the thing is described by its organisation and units only.
 */
export async function explainAccess(
  services: Services,
  actor: Actor,
  { username, resource, action, id }: z.infer<typeof explainQuery>,
): Promise<z.infer<typeof explanation>> {
  const { policy } = services;
  const account = await findAccountActor(services, username);
  if (!account || !policy.allows(actor, 'policy', 'explain', { orgCode: account.orgCode })) {
    throw notFound('没有找到这个账号，可能不在您的管理范围内。');
  }
  const target = id ? await readTarget(services, actor, resource, id) : {};
  const { allowed, sentences } = policy.explain(account, resource, action, target);
  return { allowed, sentences: await withNames(services, sentences) };
}

const orgCodes = /(?<![\w-])\d{8,12}(?!\d)/g;

/** The organisations of the sentences by their names. */
async function withNames({ db }: Services, sentences: string[]): Promise<string[]> {
  const codes = sentences.join().match(orgCodes) ?? [];
  const rows = await db('organisation')
    .whereIn('code', codes)
    .select<{ code: string; name: string }[]>('code', 'name');
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  return sentences.map((sentence) => sentence.replace(orgCodes, (code) => names.get(code) ?? code));
}

async function findAccountActor({ db }: Services, username: string): Promise<AccountActor | null> {
  const row = await db('account as a')
    .join('organisation as o', 'o.code', 'a.org_code')
    .where('a.username', username)
    .first<ActorRow>(db.raw(actorColumns));
  return row ? toAccountActor(row, null) : null;
}

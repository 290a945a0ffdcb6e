import type { Knex } from 'knex';

/**
 * Names for the actor ids that audit and history columns hold (`account:<username>`, `member:<id>`, `system`).
 * @returns id → name; an account that is gone keeps its username
 */
export async function actorNames(db: Knex, ids: (string | null)[]): Promise<Map<string, string>> {
  const all = [...new Set(ids.filter((id) => id !== null))];
  const of = (prefix: string) =>
    all.filter((id) => id.startsWith(prefix)).map((id) => id.slice(prefix.length));
  const [accounts, members] = await Promise.all([
    db('account').whereIn('username', of('account:')).select('username', 'display_name'),
    db('member').whereIn('id', of('member:')).select('id', 'name'),
  ]);
  const names = new Map<string, string>(all.map((id) => [id, id.replace(/^account:/, '')]));
  names.set('system', '系统');
  for (const row of accounts) names.set(`account:${row.username}`, row.display_name as string);
  for (const row of members) names.set(`member:${row.id}`, row.name as string);
  return names;
}

import type { z } from 'zod';
import type { unitQuery, units } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { escapeLike } from '../like.ts';

const MOST_OFFERED = 50;

/** Units a person may pass something on to, in the order of codes; more words narrow it down. */
export async function listUnits(
  services: Services,
  actor: Actor,
  { q, within, level }: z.infer<typeof unitQuery>,
): Promise<z.infer<typeof units>> {
  const { db, policy, config } = services;
  const codes = new OrgCodes(config.CODE_DIGITS);
  const allowed = policy.where(actor, 'organisation', 'choose', { org: 'o.code' });
  const found = db('organisation as o')
    .whereRaw(`(${allowed.sql})`, allowed.bindings as string[])
    .select<{ code: string; name: string }[]>('o.code', 'o.name')
    .orderBy('o.code')
    .limit(MOST_OFFERED);
  if (within) found.where('o.code', 'like', `${codes.prefix(within)}%`);
  if (level) found.where('o.level', level);
  if (q) {
    const like = escapeLike(q);
    found.where((either) => either.whereILike('o.name', `%${like}%`).orWhere('o.code', 'like', `${like}%`));
  }
  const rows = await found;
  const paths = await readPaths(
    services,
    codes,
    rows.map(({ code }) => code),
  );
  return { items: rows.map((row) => ({ ...row, path: paths(row.code) })) };
}

/** Communities and branches are called alike in many streets: the superiors say which one is meant. */
async function readPaths(
  { db }: Services,
  codes: OrgCodes,
  wanted: string[],
): Promise<(code: string) => string> {
  const line = [...new Set(wanted.flatMap((code) => codes.lineage(code)))];
  const rows = await db('organisation')
    .whereIn('code', line)
    .select<{ code: string; name: string }[]>('code', 'name');
  const names = new Map(rows.map(({ code, name }) => [code, name]));
  return (code) =>
    codes
      .lineage(code)
      .toReversed()
      .map((one) => names.get(one))
      .filter(Boolean)
      .join(' / ');
}

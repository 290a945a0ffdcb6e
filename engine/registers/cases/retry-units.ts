import type { Knex } from 'knex';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';

interface Stopped {
  id: string;
  orgCode: string;
}

interface AccountRow {
  id: string;
  username: string;
  display_name: string;
  org_code: string;
  roles: string[];
  name: string;
  level: number;
}

/** A unit with somebody who may try again what has stopped a case. */
interface RetryUnit {
  code: string;
  name: string;
  /** One of them may read cases, too. */
  reads: boolean;
}

/** The units of the case's line with somebody who may try again what has stopped it, nearest first; they are told. */
export async function retryUnits(
  { policy, config }: Pick<Services, 'policy' | 'config'>,
  db: Knex,
  { id, orgCode }: Stopped,
): Promise<RetryUnit[]> {
  const lineage = new OrgCodes(config.CODE_DIGITS).lineage(orgCode);
  const rows: AccountRow[] = await db('account as a')
    .join('organisation as o', 'o.code', 'a.org_code')
    .where('a.active', true)
    .whereIn('a.org_code', lineage)
    // a unit that must not see the case is not told of it either
    .whereRaw(
      "not exists (select from case_file c, unnest(c.hidden_from) h where c.id = ? and a.org_code like h || '%')",
      [id],
    )
    .orderBy('o.level', 'desc')
    .select('a.id', 'a.username', 'a.display_name', 'a.org_code', 'a.roles', 'o.name', 'o.level');
  const able = rows.filter((row) => policy.allows(toActor(row), 'case', 'retry', { orgCode }));
  const units = new Map<string, RetryUnit>();
  for (const row of able) {
    const { org_code: code, name } = row;
    const reads = units.get(code)?.reads || policy.may(toActor(row), 'case', 'read');
    units.set(code, { code, name, reads });
  }
  return [...units.values()];
}

function toActor({ id, username, display_name, org_code, name, level, roles }: AccountRow) {
  return {
    kind: 'account' as const,
    id: `account:${username}`,
    accountId: id,
    username,
    displayName: display_name,
    orgCode: org_code,
    orgName: name,
    level,
    roles,
  };
}

import type { Knex } from 'knex';
import type { ClientBase } from 'pg';
import type { Key } from '../../core/keys.ts';
import type { Actor } from '../../policy/actor.ts';

/**
 * Leaves out the cases (`case_file as c`) that are kept from the unit of whoever looks. What an applicant keeps from the own
 * branch is not kept from the applicant; members reach no cases but their own.
 */
export function withoutHidden(query: Knex.QueryBuilder, actor: Actor): void {
  if (actor.kind === 'member') return;
  query.whereRaw("not exists (select from unnest(c.hidden_from) h where ? like h || '%')", [actor.orgCode]);
}

/** Those of the units that a case is kept from. */
export async function unitsKeptFrom(
  client: Pick<ClientBase, 'query'>,
  caseId: Key,
  orgCodes: string[],
): Promise<string[]> {
  const { rows } = await client.query<{ code: string }>({
    name: 'units-kept-from',
    text: `select u as code from case_file c, unnest($2::text[]) u
            where c.id = $1 and exists (select from unnest(c.hidden_from) h where u like h || '%')`,
    values: [caseId, orgCodes],
  });
  return rows.map(({ code }) => code);
}

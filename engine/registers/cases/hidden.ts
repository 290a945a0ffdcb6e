import type { ClientBase } from 'pg';
import type { Key } from '../../core/keys.ts';

/** Of a query with `case_file as c`: the case is not kept from the organisation that is bound to `?`. */
export const notHiddenFrom = "not exists (select from unnest(c.hidden_from) h where ? like h || '%')";

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

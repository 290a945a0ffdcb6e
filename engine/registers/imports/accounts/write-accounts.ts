import type { Judged } from '../finding.ts';
import { chunks, type WriteContext } from '../kind.ts';
import type { AccountToWrite } from './judge-accounts.ts';

export async function writeAccounts(rows: Judged<AccountToWrite>[], context: WriteContext): Promise<void> {
  const { client } = context.tx;
  let done = 0;
  for (const part of chunks(rows)) {
    const records = part.flatMap(({ outcome, record }) =>
      outcome === 'new' || outcome === 'update' ? record! : [],
    );
    await client.query(
      `insert into account (username, org_code, display_name, phone, roles, granted_by, must_change_password, created_at)
       select r.username, r.org_code, r.display_name, r.phone, r.roles, $2, true, $3
         from jsonb_to_recordset($1::jsonb) as r(username text, org_code text, display_name text, phone text, roles text[])
       on conflict (username) do update set phone = excluded.phone, roles = excluded.roles`,
      [JSON.stringify(records), context.actorId, context.now],
    );
    await context.progress((done += part.length));
  }
}

import type { z } from 'zod';
import type { revealBody } from '../../http/resources/members/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { noSuchMember } from './find-member.ts';

interface SealedRow {
  org_code: string;
  id_no_sealed: string;
  phone: string | null;
  address: string | null;
}

/** Shows one masked value in full, for a reason that goes on record with who asked (D4); no record, no value. */
export async function revealField(
  services: Services,
  actor: Actor,
  id: string,
  { field, reason }: z.infer<typeof revealBody>,
): Promise<{ value: string }> {
  const { db, pool, policy, vault, clock } = services;
  const row = (await db('member').where({ id }).first('org_code', 'id_no_sealed', 'phone', 'address')) as
    SealedRow | undefined;
  if (!row) throw noSuchMember();
  policy.require(actor, 'member', 'reveal', { orgCode: row.org_code, memberId: id });
  const value = {
    idNo: () => vault.open(row.id_no_sealed),
    phone: () => row.phone,
    address: () => row.address,
  };
  const shown = value[field]() ?? '';
  await inTransaction(pool, (tx) =>
    writeAudit(tx.knex, {
      at: clock.now(),
      actor,
      action: 'reveal',
      resource: 'member',
      resourceId: id,
      orgCode: row.org_code,
      detail: { field, reason },
    }),
  );
  return { value: shown };
}

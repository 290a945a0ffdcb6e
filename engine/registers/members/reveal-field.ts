import type { z } from 'zod';
import type { revealBody } from '../../http/resources/members/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { noteReveal } from '../audit/note-reveal.ts';
import { noSuchMember } from './find-member.ts';

interface SealedRow {
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
  const { db, policy } = services;
  const row = await db('member').where({ id }).first<{ org_code: string } | undefined>('org_code');
  if (!row) throw noSuchMember();
  policy.require(actor, 'member', 'reveal', { orgCode: row.org_code, memberId: id });
  const shown = (await readPersonal(services, id, field)) ?? '';
  await noteReveal(services, actor, {
    resource: 'member',
    resourceId: id,
    orgCode: row.org_code,
    field,
    reason,
  });
  return { value: shown };
}

const sealed: Record<string, (row: SealedRow, { vault }: Services) => string | null> = {
  idNo: (row, { vault }) => vault.open(row.id_no_sealed),
  phone: ({ phone }) => phone,
  address: ({ address }) => address,
};

/** What the base holds in full behind a masked value; null where there is nothing. Who asks for it writes it down. */
export async function readPersonal(services: Services, id: string, field: string): Promise<string | null> {
  const row = await services
    .db('member')
    .where({ id })
    .first<SealedRow | undefined>('id_no_sealed', 'phone', 'address');
  return row && Object.hasOwn(sealed, field) ? sealed[field]!(row, services) : null;
}

import type { Services } from '../../services.ts';
import type { MemberActor } from '../../policy/actor.ts';
import { normalisePhone } from './subjects.ts';

export interface MemberLogin extends MemberActor {
  phone: string;
  passwordHash: string | null;
}

/** The one member with this name and number; null when there is none, or more than one. */
export async function findMember(
  { db }: Services,
  name: string,
  phone: string,
  ip: string | null,
): Promise<MemberLogin | null> {
  const number = normalisePhone(phone);
  if (number === '') return null;
  const rows = await db('member as m')
    .join('organisation as o', 'o.code', 'm.org_code')
    .leftJoin('member_credential as c', 'c.member_id', 'm.id')
    .where({ 'm.name': name.normalize('NFC'), 'm.phone': number })
    .limit(2)
    .select('m.id', 'm.name', 'm.phone', 'm.org_code', 'o.name as org_name', 'o.level', 'c.password_hash');
  const [row] = rows;
  if (!row || rows.length > 1) return null;
  return {
    kind: 'member',
    id: `member:${row.id}`,
    memberId: row.id as string,
    displayName: row.name as string,
    orgCode: row.org_code as string,
    orgName: row.org_name as string,
    level: row.level as number,
    roles: ['member'],
    ip,
    phone: row.phone as string,
    passwordHash: row.password_hash as string | null,
  };
}

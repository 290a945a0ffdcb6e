import type { Knex } from 'knex';
import type { Facts } from './responsible.ts';

/**
 * Reads what `decideResponsible` must know, in one query.
 * @param workingRoles roles that may complete tasks: an account of another kind does not staff a unit
 */
export async function readFacts(
  db: Knex,
  codes: string[],
  applicantMemberId: string | null,
  workingRoles: string[],
): Promise<Facts> {
  const { rows } = await db.raw<{ rows: FactRow[] }>(
    `select o.code, o.name, o.can_approve_member,
            exists (select from account a
                     where a.org_code = o.code and a.active and a.roles && ?::text[]) as staffed,
            (select party_post from member where id = ?::bigint) as applicant_post
       from organisation o where o.code = any(?::text[])`,
    [workingRoles, applicantMemberId, codes],
  );
  return {
    applicantPost: rows[0]?.applicant_post ?? null,
    units: new Map(
      rows.map(({ code, name, can_approve_member: canApproveMember, staffed }) => [
        code,
        { code, name, canApproveMember, staffed },
      ]),
    ),
  };
}

interface FactRow {
  code: string;
  name: string;
  can_approve_member: boolean;
  staffed: boolean;
  applicant_post: string | null;
}

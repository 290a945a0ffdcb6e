import type { JsonObject } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import { readApplicantBlock } from '../../registers/members/applicant.ts';
import type { Services } from '../../services.ts';

/** The member a case is about, as the member base has him at submission. */
export interface Applicant {
  id: string;
  name: string;
  orgCode: string;
  /** The flat P block of the member base. */
  block: JsonObject;
}

/** A member files for himself; a unit names the member it files for. */
export async function readApplicant(services: Services, actor: Actor, memberId?: string): Promise<Applicant> {
  const id = actor.kind === 'member' ? actor.memberId : memberId;
  if (!id) throw notFound('请先选择为哪位党员代办。');
  const row = await services.db('member').where({ id }).first('id', 'name', 'org_code');
  if (!row) throw notFound('没有找到这位党员，可能已转出，或不在您的管理范围内。');
  return {
    id: row.id,
    name: row.name,
    orgCode: row.org_code,
    block: await readApplicantBlock(services.db, row.id),
  };
}

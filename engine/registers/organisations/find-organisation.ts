import { notFound } from '../../errors.ts';
import type { Organisation } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { Organisation as OrganisationModel } from '../../store/models/organisation.ts';
import { orgPathOf } from './org-path.ts';

/**
 * 党组织基本情况信息表 (S3).
 * @throws `not_found` when there is none, or none the actor may see
 */
export async function findOrganisation(
  services: Services,
  actor: Actor,
  code: string,
): Promise<Organisation> {
  const { db, policy } = services;
  policy.require(actor, 'organisation', 'read', { orgCode: code });
  const found = await OrganisationModel.query(db).findById(code);
  if (!found) throw notFound('没有找到这个党组织，可能编码有误。');
  const [{ path }, leaders] = await Promise.all([orgPathOf(db, code), readLeaders(services, code)]);
  return {
    ...toSheet(found),
    path,
    leaders,
    editable: policy.allows(actor, 'organisation', 'update', { orgCode: code }),
  };
}

/** 班子成员 of the organisation itself, as the roster has them. */
async function readLeaders({ db }: Services, code: string): Promise<Organisation['leaders']> {
  const rows = await db('member')
    .where('org_code', code)
    .whereNotNull('leader_rank')
    .orderBy(['leader_rank', 'card_no'])
    .select<{ name: string; post: string | null }[]>('name', 'party_post as post');
  return rows.map(({ name, post }) => ({ name, post: post ?? '' }));
}

function toSheet(found: OrganisationModel): Omit<Organisation, 'path' | 'leaders' | 'editable'> {
  const { code, name, type, level, parentCode, canApproveMember, revision } = found;
  const { head, phone, address, foundedOn, unit, qqGroup, reviewStartsOn, reviewEndsOn, premises } = found;
  const identity = { code, name, type, level, parentCode, canApproveMember, revision };
  return {
    ...identity,
    head,
    phone,
    address,
    foundedOn,
    unit,
    qqGroup,
    reviewStartsOn,
    reviewEndsOn,
    premises,
  };
}

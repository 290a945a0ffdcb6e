import { notFound } from '../../errors.ts';
import type { Organisation } from '../../http/resources/organisations/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';

interface OrganisationRow extends Omit<Organisation, 'path' | 'leaders' | 'editable'> {
  path: string;
}

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
  const row = await readRow(services, code);
  if (!row) throw notFound('没有找到这个党组织，可能编码有误。');
  const leaders = await db('member')
    .where('org_code', code)
    .whereNotNull('leader_rank')
    .orderBy(['leader_rank', 'card_no'])
    .select<{ name: string; post: string | null }[]>('name', 'party_post as post');
  return {
    ...row,
    leaders: leaders.map(({ name, post }) => ({ name, post: post ?? '' })),
    editable: policy.allows(actor, 'organisation', 'update', { orgCode: code }),
  };
}

async function readRow({ db, config }: Services, code: string): Promise<OrganisationRow | undefined> {
  const line = new OrgCodes(config.CODE_DIGITS).lineage(code);
  return db('organisation')
    .where('code', code)
    .first(
      'code',
      'name',
      'type',
      'level',
      'parent_code as parentCode',
      'head',
      'phone',
      'address',
      'founded_on as foundedOn',
      'unit',
      'qq_group as qqGroup',
      'can_approve_member as canApproveMember',
      'review_starts_on as reviewStartsOn',
      'review_ends_on as reviewEndsOn',
      'premises',
      'revision',
      db.raw(
        "(select string_agg(name, ' / ' order by level) from organisation where code = any(?)) as path",
        [line],
      ),
    ) as Promise<OrganisationRow | undefined>;
}

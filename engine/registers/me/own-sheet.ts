import type { OwnSheet } from '../../http/resources/me/schemas.ts';
import type { MemberActor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { Member } from '../../store/models/member.ts';
import { notFound } from '../../errors.ts';
import { memberSheet } from '../members/sheet.ts';
import { orgPathOf } from '../organisations/org-path.ts';

/** 党员信息表 as its member sees it (S6): all of it to read. */
export async function readOwnSheet({ db }: Services, actor: MemberActor): Promise<OwnSheet> {
  const member = await Member.query(db).findById(actor.memberId);
  if (!member) throw notFound('没有找到您的党员信息，可能已转出。请联系所在支部。');
  const { name: orgName, path: orgPath } = await orgPathOf(db, member.orgCode);
  return {
    id: member.id,
    name: member.name,
    cardNo: member.cardNo,
    memberNo: member.memberNo,
    orgName,
    orgPath,
    photoId: member.photoId,
    fields: memberSheet({ member, orgName, orgPath, own: true }),
  };
}

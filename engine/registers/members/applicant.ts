import type { Knex } from 'knex';
import type { JsonObject } from '../../core/keys.ts';
import { notFound } from '../../errors.ts';
import { maskPhone } from './mask.ts';

/**
 * The P block (services 0.9): what forms show of the applicant and a case keeps as the snapshot of its submission.
 * Flat, in the words of the forms; dates as ISO days, money as decimal text, identity and phone numbers masked.
 */
export async function readApplicantBlock(knex: Knex, memberId: string): Promise<JsonObject> {
  const { rows } = await knex.raw<{ rows: JsonObject[] }>(
    `with recursive line as (
       select o.code, o.name, o.parent_code, 0 as steps from member m join organisation o on o.code = m.org_code
        where m.id = ?
       union all
       select o.code, o.name, o.parent_code, l.steps + 1 from organisation o join line l on o.code = l.parent_code)
     select m.member_no as "memberNo", m.card_no as "cardNo", m.name, m.sex as gender, m.ethnicity,
            m.birth_date::text as "birthDate", m.id_no_masked as "idNo", m.education, m.degree,
            m.work_date::text as "workDate", m.join_date::text as "joinDate", m.full_date::text as "fullDate",
            m.kind as "memberKind", m.probation_from::text as "probationFrom", m.probation_to::text as "probationTo",
            m.probation_extensions as "probationExtensions", m.org_code as "orgCode",
            (select name from line where steps = 0) as "orgName",
            (select string_agg(name, ' / ' order by steps desc) from line) as "orgPath",
            m.party_post as "partyPost", m.job_post as "jobPost", m.tech_title as "techTitle",
            m.native_place as "nativePlace", m.address,
            m.phone,
            m.dues_quota::text as "duesQuota", m.is_hardship as "isHardship", m.is_pre1949 as "isPre1949",
            m.attendance as "lifeStatus", m.review_grade as "reviewGrade",
            m.last_aid_on::text as "lastAidOn", m.last_aid_amount::text as "lastAidAmount"
       from member m where m.id = ?`,
    [memberId, memberId],
  );
  if (!rows[0]) throw notFound('没有找到这位党员，可能已转出，或不在您的管理范围内。');
  return { ...rows[0], phone: maskPhone(rows[0].phone as string | null) };
}

import type { z } from 'zod';
import type { memberFilter } from '../../http/resources/members/schemas.ts';
import type { OrgCodes } from '../../policy/org-code.ts';
import type { SqlFragment } from '../../policy/policy.ts';
import { escapeLike } from '../like.ts';
import { bornAtLatest } from './age.ts';

export type MemberFilter = z.infer<typeof memberFilter>;

/** Who joined before it joined before the People's Republic: by the date of joining, not by what somebody ticked. */
export const FOUNDING_DAY = '1949-10-01';
const pre1949Sql = `m.join_date < date '${FOUNDING_DAY}'`;

export const educations = ['研究生', '本科', '大专', '高中', '中专', '初中', '小学'];
/** In the filter: everybody whose education is none of these, or not known. */
export const OTHER_EDUCATION = '其他';

interface Context {
  /** ISO day ages are counted on. */
  today: string;
  codes: OrgCodes;
}

/**
 * What a filter means, as conditions on member `m`. Lists, exports and the statistics that open them share these, so a
 * number and its list cannot disagree. `warning` is not here: what turns red depends on who looks.
 */
export function filterSql(filter: MemberFilter, context: Context): SqlFragment[] {
  const conditions = [
    ...place(filter, context),
    ...age(filter, context),
    ...(filter.q ? [words(filter.q)] : []),
    ...(filter.education ? [education(filter.education)] : []),
  ];
  const equal = (sql: string, value: string | undefined) => {
    if (value !== undefined) conditions.push({ sql, bindings: [value] });
  };
  equal('m.sex = ?', filter.sex);
  equal('m.kind = ?', filter.kind);
  equal('m.attendance = ?', filter.attendance);
  if (filter.hardship) conditions.push(yesOrNo('m.is_hardship', filter.hardship));
  if (filter.pre1949) conditions.push(yesOrNo(pre1949Sql, filter.pre1949));
  return conditions;
}

function yesOrNo(sql: string, answer: 'yes' | 'no'): SqlFragment {
  return { sql: answer === 'yes' ? sql : `not (${sql})`, bindings: [] };
}

function place({ org }: MemberFilter, { codes }: Context): SqlFragment[] {
  return org === undefined ? [] : [{ sql: 'm.org_code like ?', bindings: [`${codes.prefix(org)}%`] }];
}

function age({ ageFrom, ageTo }: MemberFilter, { today }: Context): SqlFragment[] {
  const from =
    ageFrom === undefined ? [] : [{ sql: 'm.birth_date <= ?', bindings: [bornAtLatest(today, ageFrom)] }];
  const to =
    ageTo === undefined ? [] : [{ sql: 'm.birth_date > ?', bindings: [bornAtLatest(today, ageTo + 1)] }];
  return [...from, ...to];
}

function education(list: string): SqlFragment {
  const named = list.split(',').map((word) => word.trim());
  const known = { sql: 'm.education = any(?)', bindings: [named as unknown as string] };
  if (!named.includes(OTHER_EDUCATION)) return known;
  return {
    sql: '(m.education = any(?) or m.education is null or m.education <> all(?))',
    bindings: [...known.bindings, educations as unknown as string],
  };
}

/** A name, its pinyin or initials, a card or member number, or the last four digits of the phone. */
function words(typed: string): SqlFragment {
  if (/^\d+$/.test(typed)) return digits(typed);
  const like = `${escapeLike(typed.toLowerCase().replaceAll(' ', ''))}%`;
  return {
    sql: '(m.name like ? or m.pinyin like ? or m.initials like ?)',
    bindings: [`%${escapeLike(typed)}%`, like, like],
  };
}

function digits(typed: string): SqlFragment {
  const card = typed.length <= 5 ? typed.padStart(5, '0') : typed;
  const parts = ['m.card_no = ?', 'm.member_no = ?'];
  const bindings = [card, typed];
  if (typed.length === 4) {
    parts.push('right(m.phone, 4) = ?');
    bindings.push(typed);
  }
  return { sql: `(${parts.join(' or ')})`, bindings };
}

import type { RosterRow } from '../../http/resources/members/schemas.ts';
import type { Services } from '../../services.ts';
import { ageOn, officeDay } from './age.ts';
import { FOUNDING_DAY } from './filter-sql.ts';
import { maskPhone } from './mask.ts';

/** What a line of the roster is made of, of member `m` and branch `o`. */
export const rosterColumns = [
  'm.id',
  'm.card_no',
  'm.name',
  'm.org_code',
  'o.name as org_name',
  'm.party_post',
  'm.leader_rank',
  'm.sex',
  'm.birth_date',
  'm.education',
  'm.join_date',
  'm.kind',
  'm.phone',
  'm.attendance',
  'm.is_hardship',
  'm.photo_id',
];

export interface RosterColumns {
  id: string;
  card_no: string;
  name: string;
  org_code: string;
  org_name: string;
  party_post: string | null;
  leader_rank: number | null;
  sex: string;
  birth_date: string;
  education: string | null;
  join_date: string;
  kind: string;
  phone: string | null;
  attendance: string | null;
  is_hardship: boolean;
  photo_id: string | null;
}

export function toRosterRow(
  row: RosterColumns,
  { clock, config }: Services,
  warnings: RosterRow['warnings'],
): RosterRow {
  return {
    id: row.id,
    cardNo: row.card_no,
    name: row.name,
    orgCode: row.org_code,
    orgName: row.org_name,
    partyPost: row.party_post,
    isLeader: row.leader_rank !== null,
    sex: row.sex,
    birthDate: row.birth_date,
    age: ageOn(officeDay(clock.now(), config.TIME_ZONE), row.birth_date),
    education: row.education,
    joinDate: row.join_date,
    kind: row.kind,
    phoneMasked: maskPhone(row.phone),
    attendance: row.attendance,
    isHardship: row.is_hardship,
    isPre1949: row.join_date < FOUNDING_DAY,
    photoId: row.photo_id,
    warnings,
  };
}

import { withoutBlanks } from '../values/text.ts';
import type { MemberRecord } from './columns.ts';
import { readAttendance, readKind, readPre1949, readYesNo } from './read-choices.ts';
import { readPhone } from './read-contact.ts';
import { readJoinDate, readWorkDate } from './read-dates.ts';
import { readDues } from './read-dues.ts';
import { readIdentity } from './read-identity.ts';
import { readName } from './read-name.ts';
import { leaderRank, readText } from './read-texts.ts';
import type { RosterRow } from './row.ts';

/** The organisations a roster may name, by name. */
export interface Branch {
  code: string;
  name: string;
  type: string;
}

/** Reads one row by itself: what other rows and the base say of it comes after. */
export function readMember(row: RosterRow, branches: Map<string, Branch>): MemberRecord | null {
  const name = readName(row);
  const identity = readIdentity(row);
  const join = readJoinDate(row, identity?.birthDate ?? null);
  const partyPost = readText(row, 'partyPost');
  const record = {
    ...join,
    name,
    sex: identity?.sex,
    birth_date: identity?.birthDate,
    idNo: identity?.idNo,
    work_date: readWorkDate(row),
    kind: readKind(row),
    education: readText(row, 'education'),
    degree: readText(row, 'degree'),
    ethnicity: readText(row, 'ethnicity'),
    native_place: readText(row, 'nativePlace'),
    tech_title: readText(row, 'techTitle'),
    party_post: partyPost,
    leader_rank: leaderRank(partyPost),
    job_post: readText(row, 'jobPost'),
    phone: readPhone(row),
    address: readText(row, 'address'),
    org_code: readBranch(row, branches),
    dues_quota: readDues(row),
    attendance: readAttendance(row),
    is_hardship: readYesNo(row, 'isHardship'),
    is_pre1949: readPre1949(row, join?.join_date ?? null),
    remark: readText(row, 'remark'),
  };
  // every null above that may not be one has left a rejection
  return row.findings.rejected ? null : (record as MemberRecord);
}

function readBranch(row: RosterRow, branches: Map<string, Branch>): string | null {
  const cell = row.cell('branch');
  if (!cell) return row.reject('branch', 'branch-missing', '', '没有所在党支部');
  const exact = branches.get(cell.text);
  const found = exact ?? branches.get(withoutBlanks(cell.text));
  if (!found)
    return row.reject(
      'branch',
      'branch-unknown',
      cell.text,
      '党组织库里没有这个支部，请核对名称或先导入党组织',
    );
  if (!found.type.endsWith('支部')) {
    return row.reject('branch', 'branch-not-branch', cell.text, `${found.name}不是党支部，党员须编入支部`);
  }
  if (!exact) row.normalise('branch', 'branch-spacing', cell.text, found.name, '去掉名称里的空格');
  return found.code;
}

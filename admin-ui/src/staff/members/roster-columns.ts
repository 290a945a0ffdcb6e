import { dateText } from '../../../../engine/core/written.ts';
import type { RosterRow } from '../../../../engine/http/resources/members/schemas.ts';

export interface RosterColumn {
  key: string;
  label: string;
  text: (row: RosterRow) => string;
  /** Also there when the list is narrow because a member is open beside it. */
  narrow?: boolean;
  /** Off until asked for. */
  extra?: boolean;
}

const month = (day: string) => dateText(day).replace(/\d+日$/, '');

/** Columns after the name and before the warnings, in the order of the register. */
export const rosterColumns: RosterColumn[] = [
  { key: 'partyPost', label: '党内职务', text: (row) => row.partyPost ?? '', narrow: true },
  { key: 'sex', label: '性别', text: (row) => row.sex, narrow: true },
  { key: 'birth', label: '出生年月', text: (row) => month(row.birthDate) },
  { key: 'age', label: '年龄', text: (row) => String(row.age), extra: true },
  { key: 'education', label: '学历', text: (row) => row.education ?? '' },
  { key: 'joined', label: '入党日期', text: (row) => dateText(row.joinDate) },
  { key: 'phone', label: '联系电话', text: (row) => row.phoneMasked ?? '' },
  { key: 'attendance', label: '组织生活', text: (row) => row.attendance ?? '' },
  { key: 'cardNo', label: '卡号', text: (row) => row.cardNo, extra: true },
  { key: 'org', label: '所在党组织', text: (row) => row.orgName },
];

const STORE = 'roster-columns';

/** Which columns this person likes to see, kept in the browser. */
export function readChosenColumns(): string[] {
  const kept = localStorage.getItem(STORE)?.split(',');
  const known = rosterColumns.map(({ key }) => key);
  return (
    kept?.filter((key) => known.includes(key)) ??
    rosterColumns.filter(({ extra }) => !extra).map(({ key }) => key)
  );
}

export function keepChosenColumns(keys: string[]): void {
  localStorage.setItem(STORE, keys.join(','));
}

import type { RosterRow } from './row.ts';

export function readKind(row: RosterRow): '正式' | '预备' | null {
  const written = row.cell('kind')?.text.trim() ?? '';
  if (/^(正式|正式党员|中共党员|01)$/.test(written)) return '正式';
  if (/^(预备|预备党员|中共预备党员|02)$/.test(written)) return '预备';
  if (written === '') return row.reject('kind', 'kind-missing', '', '没有写明正式党员还是预备党员');
  return row.reject('kind', 'kind-unknown', written, '党员类别应为正式党员或预备党员');
}

export function readAttendance(row: RosterRow): string | null {
  const written = row.cell('attendance')?.text.trim();
  if (!written) return null;
  const found = ['经常参加', '偶尔参加', '从不参加'].find(
    (one) => one === written || one === `${written}参加`,
  );
  if (!found)
    row.warn('attendance', 'attendance-unknown', written, null, '应为经常参加、偶尔参加或从不参加，未录入');
  return found ?? null;
}

export function readYesNo(row: RosterRow, key: 'isHardship' | 'isPre1949'): boolean {
  const written = row.cell(key)?.text.trim() ?? '';
  if (/^(是|有|√|Y|y|1)$/.test(written)) return true;
  if (!/^(否|无|不是|×|N|n|0)?$/.test(written))
    row.warn(key, 'yes-no-unknown', written, '否', '应为是或否，记为否');
  return false;
}

const FOUNDING_DAY = '1949-10-01';

/** The date decides; a 是 that it contradicts must be looked at. */
export function readPre1949(row: RosterRow, joinDate: string | null): boolean {
  const said = readYesNo(row, 'isPre1949');
  if (!joinDate) return said;
  const is = joinDate < FOUNDING_DAY;
  if (said && !is)
    row.reject(
      'isPre1949',
      'pre1949-contradiction',
      '是',
      '入党日期在 1949 年 10 月 1 日以后，与“建国前老党员”不符',
    );
  else if (!said && is)
    row.warn('isPre1949', 'pre1949-unmarked', '否', '是', '入党日期在建国前，已记为建国前老党员');
  return is;
}

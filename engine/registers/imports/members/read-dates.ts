import { readDate } from '../values/date.ts';
import type { RosterRow } from './row.ts';

export interface JoinDate {
  join_date: string;
  join_date_precision: 'day' | 'month';
}

/** @param birthDate null while it is in doubt: then age is not checked */
export function readJoinDate(row: RosterRow, birthDate: string | null): JoinDate | null {
  const cell = row.cell('joinDate');
  if (!cell) return row.reject('joinDate', 'join-missing', '', '没有入党日期');
  const read = readDate(cell);
  if (read.precision === null) return unreadable(row, 'joinDate', cell.text, read.impossible);
  const day = read.precision === 'day' ? read.day : `${read.month}-01`;
  if (day > row.today) return row.reject('joinDate', 'join-future', cell.text, '入党日期在今天以后，请核对');
  const lastPossible = read.precision === 'day' ? day : `${read.month}-31`;
  if (birthDate && lastPossible < yearsAfter(birthDate, 18)) {
    return row.reject(
      'joinDate',
      'join-before-18',
      cell.text,
      '入党时不满 18 周岁，请核对出生日期和入党日期',
    );
  }
  if (read.precision === 'month') {
    row.warn('joinDate', 'join-month-only', cell.text, day, '只有年月，日期暂记为当月 1 日，请补查');
  } else if (read.kind) row.normalise('joinDate', read.kind, cell.text, day);
  return { join_date: day, join_date_precision: read.precision };
}

export function readWorkDate(row: RosterRow): string | null {
  const cell = row.cell('workDate');
  if (!cell) return null;
  const read = readDate(cell);
  if (read.precision === null) return unreadable(row, 'workDate', cell.text, read.impossible);
  const day = read.precision === 'day' ? read.day : `${read.month}-01`;
  if (day > row.today) row.warn('workDate', 'work-future', cell.text, day, '参加工作时间在今天以后，请核对');
  if (read.precision === 'month') {
    row.warn('workDate', 'work-month-only', cell.text, day, '只有年月，日期暂记为当月 1 日');
  } else if (read.kind) row.normalise('workDate', read.kind, cell.text, day);
  return day;
}

function unreadable(
  row: RosterRow,
  key: 'joinDate' | 'workDate',
  written: string,
  impossible: boolean,
): null {
  const kind = impossible ? 'date-impossible' : 'date-unreadable';
  const message = impossible ? '没有这一天，请核对' : '看不懂这个日期，请写成 1980-01-31 的样子';
  return row.reject(key, kind, written, message);
}

export function yearsAfter(day: string, years: number): string {
  return `${Number(day.slice(0, 4)) + years}${day.slice(4)}`;
}

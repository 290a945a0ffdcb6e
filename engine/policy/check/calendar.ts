import { DateTime } from 'luxon';
import { expect, type RowCheck } from './problem.ts';

/** A day off or a make-up working day. */
export const checkCalendarDay: RowCheck = ({ date = '', kind = '', name = '', status = '' }) => [
  ...expect(/^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date).isValid, 'date', '请选一个存在的日期'),
  ...expect(['holiday', 'workday'].includes(kind), 'kind', '请选放假或调休上班'),
  ...expect(name !== '', 'name', '请写名称，如 春节'),
  ...expect(['official', 'provisional'].includes(status), 'status', '请选已公布或暂算'),
];

import { DateTime } from 'luxon';
import { expect, type RowCheck } from './problem.ts';

/** A day off or a make-up working day. */
export const checkCalendarDay: RowCheck = ({ date = '', kind = '', name = '', status = '' }) => [
  ...expect(
    /^\d{4}-\d{2}-\d{2}$/.test(date) && DateTime.fromISO(date).isValid,
    'date',
    '应为存在的日期，写成 2027-02-06',
  ),
  ...expect(['holiday', 'workday'].includes(kind), 'kind', '应为 holiday（放假）或 workday（调休上班）'),
  ...expect(name !== '', 'name', '请写名称，如 春节'),
  ...expect(
    ['official', 'provisional'].includes(status),
    'status',
    '应为 official（已正式公布）或 provisional（暂算）',
  ),
];

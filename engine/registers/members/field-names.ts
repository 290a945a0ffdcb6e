import { dateText, moneyText } from '../../core/written.ts';

/** What people call the fields a process may change (`apply-changes.ts`). */
const names: Record<string, string> = {
  kind: '党员身份',
  fullDate: '转正日期',
  probationFrom: '预备期起',
  probationTo: '预备期至',
  probationExtensions: '延长预备期次数',
  isHardship: '是否困难',
  hardshipTypes: '困难类型',
  lastAidOn: '最近救助日期',
  lastAidAmount: '最近救助金额',
  attendance: '参加组织生活情况',
  reviewGrade: '民主评议',
  duesQuota: '党费定额',
  orgCode: '所在支部',
};

export function memberFieldName(field: string): string {
  return names[field] ?? field;
}

const amounts = ['lastAidAmount', 'duesQuota'];

/** A value of `member_change` as people read it. */
export function memberValueInWords(field: string, value: unknown): string {
  if (value === null || value === '' || (Array.isArray(value) && value.length === 0)) return '（无）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.join('、');
  return amounts.includes(field) ? moneyText(value) : dateText(value);
}

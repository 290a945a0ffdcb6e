import type { ColumnName } from '../sheet/find-header.ts';

/** The roster's template, in its order. */
export const memberColumns = [
  { key: 'name', title: '姓名', required: true },
  { key: 'sex', title: '性别' },
  { key: 'ethnicity', title: '民族' },
  { key: 'nativePlace', title: '籍贯' },
  { key: 'birthDate', title: '出生年月', also: ['出生日期', '出生年月日'] },
  { key: 'idNo', title: '身份证号', also: ['身份证号码', '公民身份号码', '身份证'], required: true },
  { key: 'education', title: '学历' },
  { key: 'degree', title: '学位' },
  { key: 'workDate', title: '参加工作时间', also: ['参加工作日期', '工作时间'] },
  { key: 'joinDate', title: '入党日期', also: ['入党时间', '加入党组织日期'], required: true },
  { key: 'kind', title: '党员类别', also: ['人员类别', '身份'] },
  { key: 'branch', title: '所在党支部', also: ['所在支部', '党支部'], required: true },
  { key: 'partyPost', title: '党内职务' },
  { key: 'jobPost', title: '单位职务', also: ['行政职务'] },
  { key: 'techTitle', title: '专业技术职务', also: ['职称'] },
  { key: 'phone', title: '联系电话', also: ['手机号', '手机号码', '电话'] },
  { key: 'address', title: '现居住地址', also: ['住址', '家庭住址'] },
  { key: 'attendance', title: '参加组织生活情况' },
  { key: 'duesQuota', title: '月缴纳党费', also: ['党费定额', '月缴党费'] },
  { key: 'isHardship', title: '是否困难党员', also: ['是否困难'] },
  { key: 'isPre1949', title: '是否建国前老党员', also: ['是否建国前入党'] },
  { key: 'remark', title: '备注' },
] as const satisfies ColumnName[];

export type MemberColumn = (typeof memberColumns)[number]['key'];

export const titleOf = Object.fromEntries(memberColumns.map(({ key, title }) => [key, title])) as Record<
  MemberColumn,
  string
>;

/** What a checked row brings into the base. Named as the columns of the table. */
export interface MemberRecord {
  name: string;
  sex: string;
  birth_date: string;
  work_date: string | null;
  join_date: string;
  join_date_precision: 'day' | 'month';
  kind: '正式' | '预备';
  education: string | null;
  degree: string | null;
  ethnicity: string | null;
  native_place: string | null;
  tech_title: string | null;
  party_post: string | null;
  leader_rank: number | null;
  job_post: string | null;
  phone: string | null;
  address: string | null;
  org_code: string;
  /** Exact decimal. */
  dues_quota: string;
  attendance: string | null;
  is_hardship: boolean;
  is_pre1949: boolean;
  remark: string | null;
  /** Plain, in memory only: sealed when it is written. */
  idNo: string;
}

/**
 * The P block: what is known of the applicant when a case begins, by the names that forms, expressions and papers use.
 * A field of a form that has one of these keys is filled in; eligibility reads them as members of `member`. Days are
 * ISO days, amounts decimal text. Filled by `registers/members/applicant.ts`.
 */
export const applicantVariables: Record<string, string> = {
  memberNo: '党员编号',
  cardNo: '党员卡号',
  name: '姓名',
  gender: '性别（男、女）',
  ethnicity: '民族',
  birthDate: '出生日期',
  idNo: '身份证号（已遮盖）',
  phone: '手机号（已遮盖）',
  education: '学历',
  degree: '学位',
  workDate: '参加工作日期',
  joinDate: '入党日期',
  fullDate: '转正日期',
  memberKind: '党员类别：正式、预备',
  probationFrom: '预备期起',
  probationTo: '预备期满日',
  probationExtensions: '预备期延长次数',
  orgCode: '所在党组织的编码',
  orgName: '所在党组织的名称',
  orgPath: '所在党组织和各上级的名称',
  partyPost: '党内职务',
  jobPost: '行政职务',
  techTitle: '技术职称',
  nativePlace: '籍贯',
  address: '住址',
  duesQuota: '月党费标准（元）',
  isHardship: '是否困难党员（true、false）',
  isPre1949: '是否建国前入党（true、false）',
  lifeStatus: '组织生活情况',
  reviewGrade: '民主评议等次',
  lastAidOn: '最近救助日期',
  lastAidAmount: '最近救助金额（元）',
};

/** What every case has besides, from its submission on. */
export const caseVariables: Record<string, string> = {
  caseNumber: '受理编号，如 KN-2026-000017',
  memberId: '申请人的内部编号',
  channel: '从哪里提交的',
  createdBy: '由谁提交的：党员本人或代办的账号',
  earlierCase: '上一件同类申请的受理编号，没有就没有这个变量（见流程属性 repeatMonths）',
  applicant: '申请人：applicant.memberId、applicant.name、applicant.orgCode',
};

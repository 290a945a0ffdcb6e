import type { AuditItem } from '../../../../engine/http/resources/audit/schemas.ts';

/** The log's words as people read them; a word that is new shows as it is. */
const resources: Record<string, string> = {
  session: '登录',
  member: '党员信息',
  organisation: '党组织',
  task: '任务',
  case: '办件',
  policy: '职责与权限',
  process: '流程',
  account: '账号',
  import: '数据导入',
  file: '附件',
  document: '文书',
  warning: '红色预警',
};

const actions: Record<string, string> = {
  login: '登录',
  loginFailed: '登录失败',
  logout: '退出',
  changePassword: '修改本人密码',
  resetPassword: '重置密码',
  unlock: '解除锁定',
  create: '新增',
  update: '修改',
  delete: '删除',
  reveal: '查看完整号码',
  export: '导出',
  print: '打印',
  printDocument: '打印文书',
  upload: '上传',
  download: '下载',
  startCase: '提交申请',
  withdrawCase: '撤销申请',
  commentCase: '留言',
  urgeCase: '催办',
  claimTask: '领取任务',
  releaseTask: '放回任务',
  completeTask: '办理任务',
  completeOverdueTask: '到期自动处理',
  returnTask: '退回补正',
  sendBackTask: '退回重办',
  transferTask: '转办任务',
  delegateTask: '委派任务',
  answerDelegation: '交回委派',
  withdrawDelegation: '收回委派',
  addApprover: '加签',
  removeApprover: '减签',
  reassignTask: '改派任务',
  assignTask: '分派任务',
  updateTask: '改任务',
  changeMember: '变更党员信息',
  archiveMember: '移入删除库',
  deploy: '发布流程',
  editDraft: '开始修改草稿',
  discardDraft: '丢弃草稿',
  recountDueDate: '重算到期日',
  cancelInstance: '终止流程',
  dropYear: '清理到期的流程明细',
  suspendInstance: '挂起',
  resumeInstance: '恢复办理',
  modifyInstance: '调整办理位置',
  migrateInstance: '迁移到新版本',
  setVariables: '更正流程变量',
  activateElements: '启动临时事项',
  retryIncident: '重试出错的步骤',
  commit: '导入',
  import: '导入',
  discard: '放弃导入',
  suggestion: '提出意见建议',
};

export const resourceChoices = Object.entries(resources).map(([value, label]) => ({ value, label }));
export const resourceWord = (resource: string): string => resources[resource] ?? resource;
export const actionWord = (action: string): string => actions[action] ?? action;

const fields: Record<string, string> = {
  name: '名称',
  type: '类型',
  displayName: '名称',
  roles: '权限标识',
  active: '启用',
  reason: '理由',
  field: '字段',
  version: '版本',
  head: '负责人',
  phone: '电话',
  address: '地址',
  premises: '活动阵地',
  unit: '单位',
  qqGroup: 'QQ 群',
  foundedOn: '成立日期',
  method: '方式',
  fileName: '文件',
  units: '责任单位',
  document: '文书编号',
  filter: '筛选',
  rows: '行数',
  normalised: '已规范',
  warned: '请核对',
  ignore: '不是数据',
  mode: '方式',
  new: '新增',
  update: '更新',
  same: '无变化',
  reject: '不合格',
  processId: '流程',
  number: '编号',
  title: '标题',
  from: '原来',
  to: '改为',
  kind: '党员身份',
  fullDate: '转正日期',
  probationFrom: '预备期起',
  probationTo: '预备期至',
  probationExtensions: '延长预备期次数',
  isHardship: '是否困难',
  hardshipTypes: '困难类型',
  lastAidOn: '最近救助日期',
  lastAidAmount: '最近救助金额',
  attendance: '参加组织生活',
  reviewGrade: '民主评议',
  duesQuota: '党费定额',
  org: '党组织',
  sex: '性别',
  ageFrom: '年龄从',
  ageTo: '年龄到',
  education: '学历',
  hardship: '困难',
  pre1949: '建国前入党',
  warning: '有超期任务',
  names: '变量',
  assignee: '办理人',
  changed: '改动',
  activated: '开始的步骤',
  terminated: '结束的步骤',
  elements: '事项',
};
/** Titles of the tables of policy. */
const tables: Record<string, string> = {
  permissions: '权限',
  assignments: '责任单位',
  escalation: '逐级上报',
  calendar: '工作日历',
};

/** What a line is about, as people call it; empty where the kind says it all. */
export function subjectWords({ resource, resourceId, subject, caseNumber }: AuditItem): string {
  if (resource === 'policy') return `${tables[resourceId ?? ''] ?? resourceId}表`;
  // keys of files and of things that are gone tell people nothing
  const readable = resource !== 'file' && resource !== 'session' && !/^\d+$/.test(resourceId ?? '');
  return subject ?? (caseNumber || !readable ? '' : (resourceId ?? ''));
}

/** Elements by their ids; where the case says it in their names, that is enough. */
const elementKeys = new Set(['activated', 'terminated', 'elements']);

/** Lines of policy tables: `policy-lines.ts` has the words for them. */
const lineKeys = new Set(['added', 'removed']);

/** The detail in words, a line each: "名称：旧 → 新", "理由：…"; counts of nothing are left out. */
export function describeDetail({ resource, detail, names, content }: AuditItem): string[] {
  const plain = (value: unknown) => inWords(value, names);
  const isLeftOut = (key: string) => lineKeys.has(key) || (content.length > 0 && elementKeys.has(key));
  const told = Object.entries(detail).filter(([key, value]) => value !== 0 && !isLeftOut(key));
  if (resource === 'process')
    return told.map(([id, value]) => describeVersion(names[id] ?? id, value, plain));
  return told.map(([key, value]) => describeChange(fields[key] ?? key, value, plain));
}

type InWords = (value: unknown) => string;

function describeVersion(process: string, value: unknown, plain: InWords): string {
  const version = Array.isArray(value) ? value[1] : value;
  return typeof version === 'number'
    ? `${process} 第 ${version} 版`
    : `${fields[process] ?? process}：${plain(version)}`;
}

function describeChange(label: string, value: unknown, plain: InWords): string {
  if (!Array.isArray(value) || value.length !== 2) return `${label}：${plain(value)}`;
  const [before, after] = value;
  return before === null ? `${label}：${plain(after)}` : `${label}：${plain(before)} → ${plain(after)}`;
}

function inWords(value: unknown, names: Record<string, string>): string {
  if (value === null || value === undefined || value === '') return '（空）';
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (Array.isArray(value)) return value.map((one) => inWords(one, names)).join('、') || '（空）';
  if (typeof value === 'object') {
    const parts = Object.entries(value).map(([key, one]) => `${fields[key] ?? key} ${inWords(one, names)}`);
    return parts.join('，') || '（无）';
  }
  const text = String(value);
  if (text.startsWith('member:')) return '申请人本人';
  return names[text] ?? words[text] ?? text.replace(/assignments\.csv:(\d+)/, '责任单位表第 $1 行');
}

/** Values that are words of the system itself. */
const words: Record<string, string> = {
  all: '整份',
  goodRows: '只导入合格的行',
  members: '党员名册',
  organisations: '党组织',
  accounts: '单位账号',
  idNo: '身份证号',
  phone: '电话',
  address: '住址',
  yes: '是',
  no: '否',
  district: '区级',
  committee: '党委级',
  general_branch: '总支级',
  branch: '支部级',
  designer: '流程设计员',
  sysadmin: '系统管理员',
  api: '接口账号',
  candidateGroups: '候选单位',
  candidateUsers: '候选人',
  dueAt: '到期',
  followUpAt: '跟进',
  priority: '优先级',
  code: '短信验证码',
  password: '密码',
};

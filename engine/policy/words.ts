import type { Reach } from './permissions.ts';

/** The policy's words as people read them. A right that no route asks for cannot be granted: these are all there are. */

export const roleWords: Record<string, string> = {
  district: '区级账号',
  committee: '党委级账号',
  general_branch: '总支级账号',
  branch: '支部级账号',
  staff: '四级单位共同',
  designer: '流程设计员',
  sysadmin: '系统管理员',
  member: '党员本人',
  api: '接口账号',
};

export const resourceWords: Record<string, string> = {
  organisation: '党组织',
  member: '党员信息',
  warning: '红色预警',
  case: '办件',
  task: '任务',
  service: '服务',
  policy: '职责与权限',
  file: '附件',
  import: '导入',
  account: '账号',
  studio: '流程设计',
  audit: '操作日志',
  instance: '流程实例',
  job: '外部作业',
  message: '消息与信号',
  decision: '决策',
  clock: '引擎时钟',
};

export const actionWords: Record<string, string> = {
  read: '查看',
  update: '修改',
  create: '新增',
  choose: '选择',
  reveal: '查看原文',
  export: '导出',
  comment: '留言',
  urge: '催办',
  print: '打印',
  claim: '领取',
  release: '放回',
  complete: '办理',
  return: '退回补正',
  transfer: '转办',
  delegate: '委派',
  opine: '交回意见',
  start: '发起',
  explain: '查询权限依据',
  retry: '重试',
  activate: '启动事项',
  run: '执行',
  manage: '管理',
  edit: '编辑',
  deploy: '部署',
  withdraw: '撤销',
  cancel: '终止',
  modify: '调整',
  migrate: '迁移',
  assign: '分派',
  act: '代人办理',
  work: '领取并办理',
  publish: '发布',
  evaluate: '求值',
  pin: '调整时间',
};

export const reachWords: Record<Reach, string> = {
  own: '派给本单位（或本人）的',
  org: '本组织的',
  lineage: '本组织及各上级组织的',
  subtree: '本组织及下级的',
  district: '全区的',
};

/** What the `unit` cell of `assignments.csv` may say beside `form:` and `org:`, seen from the applicant. */
export const unitLabels: Record<string, string> = {
  branch: '申请人所在支部',
  general: '申请人的总支（社区党委）',
  committee: '申请人的党委（党工委）',
  approver: '最近的有审批权的上级',
  superior: '直接上级',
  district: '区委',
  applicant: '申请人本人',
};

export function roleWord(role: string): string {
  return roleWords[role] ?? role;
}

export function resourceWord(resource: string): string {
  return resourceWords[resource] ?? resource;
}

export function actionWord(action: string): string {
  return actionWords[action] ?? action;
}

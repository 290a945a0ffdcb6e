interface Word {
  value: string;
  label: string;
}

const words = (table: Record<string, string>): Word[] =>
  Object.entries(table).map(([value, label]) => ({ value, label }));

/** What may be asked about, in the words of the permissions table. */
export const resources = words({
  case: '办件',
  task: '任务',
  member: '党员信息',
  organisation: '党组织',
  warning: '红色预警',
  account: '账号',
  service: '服务',
  import: '数据导入',
  studio: '流程',
  policy: '职责与权限',
  audit: '操作日志',
  file: '附件',
});

export const deeds = words({
  read: '查看',
  claim: '领取',
  complete: '办理',
  return: '退回补正',
  transfer: '转办',
  delegate: '委派',
  opine: '交回意见',
  release: '放回',
  comment: '留言',
  urge: '催办',
  print: '打印',
  export: '导出',
  reveal: '查看完整号码',
  create: '新增',
  update: '修改',
  manage: '授权和停用',
  start: '代办申请',
  run: '导入',
  edit: '编辑',
  deploy: '发布',
  retry: '重试出错的步骤',
});

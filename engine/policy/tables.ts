import { readCsv, type PolicyRow } from './csv.ts';

export const policyNames = ['permissions', 'assignments', 'escalation', 'calendar'] as const;
export type PolicyName = (typeof policyNames)[number];

export interface PolicyColumn {
  key: string;
  label: string;
  help: string;
}

/** The columns of each table, in the order of the file; labels and help are what the browser's editor shows. */
export const policyColumns: Record<PolicyName, PolicyColumn[]> = {
  permissions: [
    { key: 'ptype', label: '种类', help: 'p = 授予权限；g = 角色继承（资源栏写被继承的角色）' },
    {
      key: 'role',
      label: '角色',
      help: 'district 区级、committee 党委级、general_branch 总支级、branch 支部级、member 党员、designer、sysadmin',
    },
    { key: 'resource', label: '资源', help: 'organisation、member、case、task、warning……；* 表示全部' },
    { key: 'action', label: '操作', help: 'read、update、complete……；* 表示全部' },
    {
      key: 'reach',
      label: '范围',
      help: 'own 派给本单位（或本人）、org 本组织、subtree 本组织及下级、lineage 本组织及上级、district 全区',
    },
    { key: 'note', label: '说明', help: '给人看的说明，可不填' },
  ],
  assignments: [
    { key: 'process', label: '流程', help: '流程标识，如 hardship_aid；* 表示全部流程' },
    { key: 'task', label: '任务', help: '图上用户任务的标识，如 t_accept；* 表示全部任务' },
    {
      key: 'unit',
      label: '责任单位',
      help: 'branch 申请人所在支部、general 总支、committee 党委、approver 最近的有审批权的上级、superior 直接上级、district 区委、applicant 申请人本人、form:变量 表单选定的单位、org:编码 固定单位；多个用 ; 分开',
    },
    {
      key: 'condition',
      label: '条件',
      help: 'FEEL 表达式，可用办件的变量，如 targetRole = "支部书记"；不填表示总是适用',
    },
    {
      key: 'avoid',
      label: '回避',
      help: '事项涉及的单位（写法同责任单位），它和它的直接下级不办这件事；可不填',
    },
    { key: 'note', label: '说明', help: '给人看的说明，可不填' },
  ],
  escalation: [
    { key: 'process', label: '流程', help: '流程标识；* 表示全部流程' },
    { key: 'task', label: '任务', help: '任务标识；* 表示全部任务' },
    { key: 'afterDays', label: '超期工作日', help: '到期后满几个工作日上报，整数' },
    { key: 'levelsUp', label: '上报几级', help: '1 = 直接上级，2 = 再上一级……' },
    { key: 'note', label: '说明', help: '给人看的说明，可不填' },
  ],
  calendar: [
    { key: 'date', label: '日期', help: 'YYYY-MM-DD' },
    { key: 'kind', label: '安排', help: 'holiday 放假；workday 调休上班' },
    { key: 'name', label: '名称', help: '如 春节、国庆节调休' },
    { key: 'status', label: '状态', help: 'official 已正式公布；provisional 暂算' },
    { key: 'note', label: '依据', help: '文件名称或说明，可不填' },
  ],
};

/** The four tables as they were read: text in, rows with line numbers out. */
export type PolicyTables = Record<PolicyName, PolicyRow[]>;

export function readTables(contents: Record<PolicyName, string>): PolicyTables {
  return {
    permissions: readCsv(contents.permissions),
    assignments: readCsv(contents.assignments),
    escalation: readCsv(contents.escalation),
    calendar: readCsv(contents.calendar),
  };
}

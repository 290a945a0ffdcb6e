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
    { key: 'ptype', label: '种类', help: '授予：给角色一项权限。继承：角色得到另一个角色的全部权限' },
    { key: 'role', label: '角色', help: '账号的权限标识；“四级单位共同”由区、党委、总支、支部各级继承' },
    { key: 'resource', label: '对象', help: '哪一类数据；继承时是被继承的角色' },
    { key: 'action', label: '操作', help: '可以做什么' },
    { key: 'reach', label: '范围', help: '管到哪里：本单位的、本组织的、连同下级的、全区的' },
    { key: 'note', label: '说明', help: '给人看的说明，可不填' },
  ],
  assignments: [
    { key: 'process', label: '流程', help: '哪个流程；写“全部流程”的行，在没有更具体的行时适用' },
    { key: 'task', label: '任务', help: '流程图上的哪个任务；写“全部任务”的行，在没有更具体的行时适用' },
    {
      key: 'unit',
      label: '责任单位',
      help: '由谁办：从申请人往上数的一级、前面表单里选定的单位，或固定的单位；可以有几个，先领取的办',
    },
    { key: 'condition', label: '条件', help: '表单里填的内容符合时才适用；没有条件就总是适用' },
    { key: 'avoid', label: '回避', help: '事项涉及的单位，它和它的直接下级不办这件事；可不填' },
    { key: 'note', label: '说明', help: '给人看的说明，可不填' },
  ],
  escalation: [
    { key: 'process', label: '流程', help: '哪个流程；写“全部流程”的行，在没有更具体的行时适用' },
    { key: 'task', label: '任务', help: '流程图上的哪个任务' },
    { key: 'afterDays', label: '超期工作日', help: '到期后满几个工作日上报' },
    { key: 'levelsUp', label: '上报到', help: '从责任单位往上数第几级' },
    { key: 'note', label: '说明', help: '给人看的说明，可不填' },
  ],
  calendar: [
    { key: 'date', label: '日期', help: '哪一天' },
    { key: 'kind', label: '安排', help: '这一天放假，还是调休上班' },
    { key: 'name', label: '名称', help: '如 春节、国庆节调休' },
    { key: 'status', label: '状态', help: '放假通知已公布，还是先按办法暂算' },
    { key: 'note', label: '依据', help: '文件名称或说明，可不填' },
  ],
};

/** The four tables as they were read: text in, rows with line numbers out. */
export type PolicyTables = Record<PolicyName, PolicyRow[]>;

/** @throws with file and line when a table is no CSV */
export function readTables(contents: Record<PolicyName, string>): PolicyTables {
  return Object.fromEntries(
    policyNames.map((name) => [name, readTable(name, contents[name])]),
  ) as PolicyTables;
}

function readTable(name: PolicyName, content: string): PolicyRow[] {
  try {
    return readCsv(content);
  } catch (fault) {
    const { lines, message } = fault as Error & { lines?: number };
    throw new Error(
      `policies/${name}.csv${lines === undefined ? '' : `:${lines}`} 不是完整的 CSV。请检查引号和逗号。（${message}）`,
      { cause: fault },
    );
  }
}

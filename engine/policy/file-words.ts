import type { PolicyName } from './tables.ts';
import { actionWords, reachWords, resourceWords, roleWords, unitLabels } from './words.ts';

const list = (words: Record<string, string>) =>
  Object.entries(words)
    .map(([word, meaning]) => `${word} ${meaning}`)
    .join('、');

const unit = `${list(unitLabels)}、form:变量 前面表单选定的单位、org:编码 固定的单位；几个用 ; 分开`;
const process = '流程标识，如 hardship_aid；* 表示全部流程';
const task = '流程图上用户任务的标识，如 t_accept；* 表示全部任务';

/** How the cells of the tables are written in the files; the browser has its own words, for it lets one choose. */
export const cellWords: Record<PolicyName, Record<string, string>> = {
  permissions: {
    ptype: 'p 授予权限；g 角色继承（resource 写被继承的角色）',
    role: list(roleWords),
    resource: `${list(resourceWords)}；* 表示全部`,
    action: `${list(actionWords)}；* 表示全部`,
    reach: list(reachWords),
    note: '给人看的说明，可不填',
  },
  assignments: {
    process,
    task,
    unit,
    condition: 'FEEL 表达式，可用办件的变量，如 targetRole = "branch"；不填就总是适用',
    avoid: `事项涉及的单位，写法同 unit；它和它的直接下级不办这件事；可不填`,
    note: '给人看的说明，可不填',
  },
  escalation: {
    process,
    task,
    afterDays: '到期后满几个工作日上报，整数',
    levelsUp: '从责任单位往上数第几级：1、2、3',
    note: '给人看的说明，可不填',
  },
  calendar: {
    date: '日期，如 2027-02-06',
    kind: 'holiday 放假；workday 调休上班',
    name: '名称，如 春节、国庆节调休',
    status: 'official 已正式公布；provisional 暂算',
    note: '文件名称或说明，可不填',
  },
};

import type { PolicyName } from './tables.ts';
import { actionWords, reachWords, resourceWords, roleWords, unitLabels } from './words.ts';

/** What a cell may hold and how people read it. */
export interface Choice {
  value: string;
  label: string;
}

const choices = (words: Record<string, string>): Choice[] =>
  Object.entries(words).map(([value, label]) => ({ value, label }));
const units = choices(unitLabels);

/** The closed columns of each table; processes and their tasks are the district's own and come beside them. */
export const policyChoices: Record<PolicyName, Record<string, Choice[]>> = {
  permissions: {
    ptype: choices({ p: '授予', g: '继承' }),
    role: choices(roleWords),
    resource: choices({ ...resourceWords, '*': '全部' }),
    action: choices({ ...actionWords, '*': '全部操作' }),
    reach: choices(reachWords).map(({ value, label }) => ({ value, label: label.replace(/的$/, '') })),
  },
  assignments: { unit: units, avoid: units },
  escalation: { levelsUp: choices({ 1: '直接上级', 2: '再上一级', 3: '再上两级' }) },
  calendar: {
    kind: choices({ holiday: '放假', workday: '调休上班' }),
    status: choices({ official: '已公布', provisional: '暂算' }),
  },
};

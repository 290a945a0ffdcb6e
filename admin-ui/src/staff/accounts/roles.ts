import type { Actor } from '../../api/session.ts';

const words: Record<string, string> = {
  district: '区级',
  committee: '党委级',
  general_branch: '总支级',
  branch: '支部级',
  designer: '流程设计员',
  sysadmin: '系统管理员',
  api: '接口账号',
};
const ofLevel: Record<number, string> = { 1: 'district', 2: 'committee', 3: 'general_branch', 4: 'branch' };

export const roleWords = (roles: string[]): string => roles.map((role) => words[role] ?? role).join('、');

export interface RoleChoice {
  role: string;
  label: string;
  hint: string;
}

/** The role of an organisation's work follows from its level; the district grants those for the whole system. */
export function rolesFor(level: number, granter: Actor): RoleChoice[] {
  const own = ofLevel[level];
  const work = own ? [{ role: own, label: words[own]!, hint: '办理本级党组织的业务' }] : [];
  const whole = granter.roles.some((role) => role === 'district' || role === 'sysadmin');
  if (level !== 1 || !whole) return work;
  return [
    ...work,
    { role: 'designer', label: words.designer!, hint: '画流程、改表单、调责任单位' },
    { role: 'sysadmin', label: words.sysadmin!, hint: '管账号、看日志，不办业务' },
    { role: 'api', label: words.api!, hint: '供外部程序调用 /v2，初始密码即正式密码' },
  ];
}

/** Accounts of the own organisation are the superior's to grant, but for the district's. */
export function mayGrant(granter: Actor, account: { orgCode: string; username?: string }): boolean {
  if (account.username !== undefined && account.username === granter.username) return false;
  const whole = granter.roles.some((role) => role === 'district' || role === 'sysadmin');
  return whole || account.orgCode !== granter.orgCode;
}

import { Findings, type Judged } from '../finding.ts';
import type { JudgeContext } from '../kind.ts';
import { isBlank } from '../sheet/cell.ts';
import type { ColumnName } from '../sheet/find-header.ts';
import type { DataRow } from '../sheet/sort-rows.ts';
import { halfWidth } from '../values/text.ts';

export const accountColumns = [
  { key: 'username', title: '用户名', also: ['账号', '登录名'], required: true },
  { key: 'org', title: '党组织名称', also: ['党组织'], required: true },
  { key: 'parent', title: '上级党组织' },
  { key: 'permission', title: '权限标识', also: ['权限'], required: true },
  { key: 'grantor', title: '授权单位', required: true },
  { key: 'contact', title: '联系人' },
  { key: 'phone', title: '联系电话', also: ['电话'] },
  { key: 'password', title: '初始口令', also: ['初始密码', '口令', '密码'] },
  { key: 'remark', title: '备注' },
] as const satisfies ColumnName[];

type Key = (typeof accountColumns)[number]['key'];
const titleOf = Object.fromEntries(accountColumns.map(({ key, title }) => [key, title])) as Record<
  Key,
  string
>;

export interface AccountToWrite {
  username: string;
  org_code: string;
  display_name: string;
  phone: string | null;
  roles: string[];
}

const permissions: Record<string, { level: number; role: string }> = {
  区级: { level: 1, role: 'district' },
  党委级: { level: 2, role: 'committee' },
  总支级: { level: 3, role: 'general_branch' },
  支部级: { level: 4, role: 'branch' },
};
const BY_SYSTEM = '系统初始化';

interface Unit {
  code: string;
  name: string;
  level: number;
  parent: string | null;
}

interface Known {
  username: string;
  org_code: string;
  phone: string | null;
  roles: string[];
}

/** Accounts are granted by the superior (O3) and come without passwords: those are given one by one, and shown once. */
export async function judgeAccounts(
  rows: DataRow[],
  context: JudgeContext,
): Promise<Judged<AccountToWrite>[]> {
  const units = (await context
    .db('organisation as o')
    .leftJoin('organisation as p', 'p.code', 'o.parent_code')
    .select('o.code', 'o.name', 'o.level', 'p.name as parent')) as Unit[];
  const unitOf = new Map(units.map((unit) => [unit.name, unit]));
  const accounts = (await context.db('account').select('username', 'org_code', 'phone', 'roles')) as Known[];
  const known = new Map(accounts.map((account) => [account.username, account]));
  const seen = new Map<string, number>();
  const judged = rows.map((row) => judge(row, { unitOf, known, seen }));
  await context.progress(rows.length);
  return judged;
}

interface Surroundings {
  unitOf: Map<string, Unit>;
  known: Map<string, Known>;
  seen: Map<string, number>;
}

function judge(row: DataRow, { unitOf, known, seen }: Surroundings): Judged<AccountToWrite> {
  const findings = new Findings();
  const text = (key: Key) => (isBlank(row.get(key)) ? '' : halfWidth(row.get(key)!.text).trim());
  const username = readUsername(findings, text('username'), row.rowNo, seen);
  const unit = unitOf.get(text('org'));
  if (!unit)
    findings.reject(titleOf.org, 'org-unknown', text('org'), '没有这个党组织，请核对名称或先导入党组织');
  else checkGrant(findings, unit, text);
  if (text('password')) {
    findings.warn(
      titleOf.password,
      'password-ignored',
      '（不显示）',
      null,
      '不从表格导入口令；请由授权单位在“账号”里生成初始密码',
    );
  }
  const base = { rowNo: row.rowNo, label: username || null, findings: findings.list };
  if (findings.rejected || !unit) return { ...base, outcome: 'reject' };
  const { role } = permissions[text('permission')]!;
  const phone = text('phone') || null;
  const record = { username, org_code: unit.code, display_name: unit.name, phone, roles: [role] };
  const found = known.get(username);
  if (!found) return { ...base, outcome: 'new', record };
  if (found.org_code !== unit.code) {
    findings.reject(titleOf.username, 'username-taken', username, '这个用户名已是别的党组织的账号');
    return { ...base, outcome: 'reject' };
  }
  // further roles were given by hand and stay
  const same = found.phone === phone && found.roles.includes(role);
  const roles = found.roles.includes(role) ? found.roles : [...found.roles, role];
  return { ...base, outcome: same ? 'same' : 'update', record: { ...record, roles } };
}

function readUsername(
  findings: Findings,
  username: string,
  rowNo: number,
  seen: Map<string, number>,
): string {
  const earlier = seen.get(username);
  if (!/^[a-z][a-z0-9_.-]{1,31}$/.test(username)) {
    findings.reject(
      titleOf.username,
      'username-invalid',
      username,
      '用户名用小写字母开头，2–32 位字母、数字',
    );
  } else if (earlier !== undefined) {
    findings.reject(titleOf.username, 'username-duplicate', username, `与第 ${earlier} 行的用户名相同`);
  } else seen.set(username, rowNo);
  return username;
}

function checkGrant(findings: Findings, unit: Unit, text: (key: Key) => string): void {
  const permission = permissions[text('permission')];
  if (permission?.level !== unit.level) {
    const fitting = Object.keys(permissions)[unit.level - 1];
    findings.reject(
      titleOf.permission,
      'permission-unfit',
      text('permission'),
      `这一级党组织的权限标识应为${fitting}`,
    );
  }
  if (text('parent') !== '' && text('parent') !== unit.parent) {
    findings.reject(
      titleOf.parent,
      'parent-wrong',
      text('parent'),
      `它的上级党组织是${unit.parent ?? '（无）'}`,
    );
  }
  if (text('grantor') !== (unit.parent ?? BY_SYSTEM)) {
    const right = unit.parent ?? BY_SYSTEM;
    findings.reject(
      titleOf.grantor,
      'grantor-not-superior',
      text('grantor'),
      `账号由上级授权，授权单位应为${right}`,
    );
  }
}

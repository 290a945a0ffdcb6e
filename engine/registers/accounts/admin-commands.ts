import { systemActor } from '../../policy/system-actor.ts';
import { OrgCodes } from '../../policy/org-code.ts';
import type { Services } from '../../services.ts';
import { newAccount } from '../../http/resources/accounts/schemas.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { accountSubject } from '../sessions/subjects.ts';
import { insertAccount } from './create-account.ts';
import { requireKnownRoles } from './grant.ts';
import { setInitialPassword } from './reset-password.ts';

type Tools = Pick<Services, 'config' | 'db' | 'pool' | 'clock'>;
type Values = Record<string, string | undefined>;

export interface AdminCommand {
  name: string;
  usage: string;
  meaning: string;
  options: string[];
  /** @returns what to print */
  run(tools: Tools, values: Values): Promise<string>;
}

export const adminCommands: AdminCommand[] = [
  {
    name: 'create-account',
    usage: 'create-account --username NAME --role ROLE [--org CODE] [--name 显示名] [--district 区委名称]',
    meaning: '建立账号，显示初始密码；空库须用 --district 写明区委名称，会一并建立区委',
    options: ['username', 'role', 'org', 'name', 'district'],
    run: createFirst,
  },
  {
    name: 'reset-password',
    usage: 'reset-password --username NAME',
    meaning: '重置密码并解除锁定，显示新的初始密码',
    options: ['username'],
    async run(tools, { username }) {
      const account = await findByName(tools, username);
      return tell(await setInitialPassword(tools, systemActor, account));
    },
  },
  {
    name: 'unlock',
    usage: 'unlock --username NAME',
    meaning: '解除因多次输错密码造成的锁定',
    options: ['username'],
    async run({ db, clock, ...tools }, { username }) {
      const account = await findByName({ db, clock, ...tools }, username);
      await db('login_throttle').where('subject', accountSubject(account.username)).delete();
      const { username: resourceId, orgCode } = account;
      const entry = { actor: systemActor, action: 'unlock', resource: 'account', resourceId, orgCode };
      await writeAudit(db, { at: clock.now(), ...entry });
      return `账号 ${account.username} 已解除锁定。`;
    },
  },
];

async function createFirst(tools: Tools, values: Values): Promise<string> {
  const orgCode = values.org ?? (await districtCode(tools, values.district));
  const organisation = await tools.db('organisation').where('code', orgCode).first('name');
  const wanted = newAccount.safeParse({
    username: values.username,
    orgCode,
    displayName: values.name ?? organisation?.name,
    roles: values.role?.split(','),
  });
  if (!wanted.success) {
    throw new Error(
      wanted.error.issues.map(({ path, message }) => `${path.join('.')}：${message}`).join('；'),
    );
  }
  await requireKnownRoles(tools, wanted.data);
  return tell(await insertAccount(tools, systemActor, wanted.data));
}

/** Everything hangs from the district: the first account of an empty database brings it along. */
async function districtCode({ db, config }: Tools, name: string | undefined): Promise<string> {
  const known = await db('organisation').where('level', 1).first('code');
  if (known) return known.code as string;
  if (!name)
    throw new Error('数据库里还没有党组织。请用 --district 写明区委名称，例如 --district 清河区委。');
  const code = '1'
    .padStart(Number(config.CODE_DIGITS[0]), '0')
    .padEnd(new OrgCodes(config.CODE_DIGITS).length, '0');
  await db('organisation').insert({ code, name, type: '区委', level: 1, can_approve_member: true });
  return code;
}

async function findByName(
  { db }: Tools,
  username: string | undefined,
): Promise<{ id: string; username: string; orgCode: string }> {
  const row = await db('account')
    .where('username', username ?? '')
    .first('id', 'username', 'org_code as orgCode');
  if (!row) throw new Error(username ? `没有账号 ${username}。` : '请用 --username 写明账号。');
  return row as { id: string; username: string; orgCode: string };
}

function tell({ username, initialPassword }: { username: string; initialPassword: string }): string {
  return `账号 ${username} 的初始密码：${initialPassword}\n只显示这一次；首次登录须修改（接口账号不用）。`;
}

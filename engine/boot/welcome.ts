import type { Booted } from '../boot.ts';
import { demoLogins } from '../registers/sessions/demo-logins.ts';

/** What the console says when everything is up: where to go and, in the demo, how to enter. */
export async function welcome({ url, demo, services }: Booted): Promise<string> {
  const lines = ['', `清河区基层党建大数据系统已启动：${url}`, ''];
  if (demo) lines.push(...(await howToEnter(services, url)));
  else if (!(await services.db('account').where('active', true).first('id'))) lines.push(...firstSteps);
  lines.push('按 Ctrl+C 停止。', '');
  return lines.join('\n');
}

async function howToEnter(services: Booted['services'], url: string): Promise<string[]> {
  const logins = await demoLogins(services);
  const accounts = logins.filter(({ kind }) => kind === 'account');
  const members = logins.filter(({ kind }) => kind === 'member');
  const width = Math.max(0, ...accounts.map(({ name }) => name.length));
  return [
    `演示账号（密码都是 ${accounts[0]?.secret ?? '—'}）：`,
    ...accounts.map(({ name, label }) => `  ${name.padEnd(width)}  ${label}`),
    '党员用姓名和手机号登录：',
    ...members.map(({ label, phone }) => `  ${label}  ${phone}`),
    `  验证码在 ${url}/standin/sms 查看`,
    '',
  ];
}

const firstSteps = [
  '还没有任何账号。请先建立第一个管理员（另开一个终端，使用同样的环境变量）：',
  '  npm run admin -- create-account --username admin --role sysadmin --district 区委名称',
  '',
];

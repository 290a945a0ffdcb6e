import { parseArgs } from 'node:util';
import { openInstallation } from './boot/open-database.ts';
import { policyFileCommand } from './boot/policy-file-command.ts';
import { readConfig } from './config.ts';
import { adminCommands, type AdminCommand } from './registers/accounts/admin-commands.ts';
import { systemClock } from './store/clock.ts';
import { migrate } from './store/database.ts';

/** `npm run admin -- COMMAND …`: what nobody can do in the browser yet, on the machine itself. */
const commands = [...adminCommands, policyFileCommand];
const [name, ...rest] = process.argv.slice(2);
const command = commands.find((known) => known.name === name);

if (!command) {
  process.stdout.write(`${usage()}\n`);
  process.exit(name === undefined || name === 'help' || name === '--help' ? 0 : 2);
}

try {
  process.stdout.write(`${await run(command, rest)}\n`);
} catch (error) {
  process.stderr.write(`没有办成：${(error as Error).message}\n`);
  process.exitCode = 1;
}

async function run(chosen: AdminCommand, args: string[]): Promise<string> {
  const options = Object.fromEntries(chosen.options.map((option) => [option, { type: 'string' as const }]));
  const { values } = parseArgs({ args, options, allowPositionals: false });
  const config = readConfig(process.env);
  const { db, pool, close } = await openInstallation(config);
  try {
    await migrate(db);
    return await chosen.run(
      { config, db, pool, clock: systemClock },
      values as Record<string, string | undefined>,
    );
  } finally {
    await close();
  }
}

function usage(): string {
  const lines = commands.map(({ usage, meaning }) => `  npm run admin -- ${usage}\n      ${meaning}`);
  return `管理命令（在服务器上运行，使用与服务相同的环境变量）：\n\n${lines.join('\n')}`;
}

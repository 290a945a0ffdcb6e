import { parseArgs } from 'node:util';
import { consoleProgress } from './boot/console-progress.ts';
import { openInstallation } from './boot/open-database.ts';
import { readConfig } from './config.ts';
import { importFiles, usage } from './registers/imports/import-files.ts';
import { systemClock } from './store/clock.ts';
import { migrate } from './store/database.ts';
import { createVault, readSecret } from './store/vault.ts';

/** `npm run import -- FILE… [--good-rows]`: spreadsheets from the machine itself, with the checks of the browser. */
const options = { 'good-rows': { type: 'boolean' }, help: { type: 'boolean' } } as const;

try {
  const { values, positionals } = parseArgs({ options, allowPositionals: true });
  if (values.help || positionals.length === 0) {
    process.stdout.write(`${usage}\n`);
    process.exitCode = values.help ? 0 : 2;
  } else process.exitCode = await run(positionals, values['good-rows'] ?? false);
} catch (error) {
  process.stderr.write(`\n没有办成：${(error as Error).message}\n`);
  process.exitCode = 1;
}

/** @returns the exit code: 0 when every file went in without a rejected row */
async function run(files: string[], goodRows: boolean): Promise<number> {
  const config = readConfig(process.env);
  const progress = consoleProgress();
  const { db, pool, close } = await openInstallation(config, progress.step);
  try {
    await migrate(db);
    const vault = createVault(await readSecret(config));
    progress.done();
    const tools = { config, db, pool, vault, clock: systemClock };
    const mode = goodRows ? 'goodRows' : 'all';
    return await importFiles(tools, files, mode, (text) => void process.stdout.write(text));
  } finally {
    await close();
  }
}

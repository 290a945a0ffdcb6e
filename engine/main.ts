import { boot, type Booted } from './boot.ts';
import { consoleProgress } from './boot/console-progress.ts';
import { welcome } from './boot/welcome.ts';
import { ConfigError, readConfig } from './config.ts';

const progress = consoleProgress();

/** `--no-ui`: the screens come from elsewhere, as in `npm run dev`. */
const ui = process.argv.includes('--no-ui') ? 'none' : 'build';

try {
  const config = readConfig(process.env);
  const booted = await boot(config, { ui, progress: progress.step });
  progress.done();
  process.stdout.write(await welcome(booted));
  stopOnSignal(booted);
} catch (error) {
  progress.done();
  process.stderr.write(
    `\n启动失败。${error instanceof ConfigError ? '' : '\n'}${(error as Error).message}\n`,
  );
  process.exit(1);
}

/** The first signal stops in order, the second at once. */
function stopOnSignal(booted: Booted): void {
  let stopping = false;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stopping) process.exit(1);
      stopping = true;
      process.stdout.write('\n正在停止 …\n');
      booted.close().then(
        () => process.exit(0),
        (error: Error) => {
          process.stderr.write(`${error.message}\n`);
          process.exit(1);
        },
      );
    });
  }
}

import { boot, type Booted } from './boot.ts';
import { consoleProgress } from './boot/console-progress.ts';
import { welcome } from './boot/welcome.ts';
import { ConfigError, readConfig } from './config.ts';

const SAME_WISH_MILLISECONDS = 1000;

const progress = consoleProgress();

/** `--no-ui`: the screens come from elsewhere, as in `npm run dev`. */
const ui = process.argv.includes('--no-ui') ? 'none' : 'build';

try {
  const config = readConfig(process.env);
  const booted = await boot(config, { ui, progress: progress.step, warn: progress.note });
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

/**
 * The first signal stops in order, a later one at once. One Ctrl+C often arrives twice — from the terminal, and passed
 * on by the runner in front of us — so that what comes within a second is taken for the same wish.
 */
function stopOnSignal(booted: Booted): void {
  let stoppingSince: number | null = null;
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.on(signal, () => {
      if (stoppingSince !== null && Date.now() - stoppingSince > SAME_WISH_MILLISECONDS) process.exit(1);
      if (stoppingSince !== null) return;
      stoppingSince = Date.now();
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

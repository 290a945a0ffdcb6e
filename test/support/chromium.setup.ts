import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  interface ProvidedContext {
    /** Executable of the Chromium that browser tests drive. */
    chromium: string;
  }
}

const known = [
  process.env.CHROMIUM,
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

const howTo = [
  '浏览器测试需要 Chromium（或 Chrome），这台机器上没有找到，也不能自动安装。请任选其一：',
  '  Debian / Ubuntu：  sudo apt-get install -y chromium fonts-wqy-zenhei',
  '  其他系统：         安装 Chrome，或把可执行文件的路径写进环境变量 CHROMIUM',
  '然后再运行 npm test。',
].join('\n');

/**
 * Finds a Chromium; on a Debian machine without one, installs Debian's with a font that has Chinese characters.
 * @throws with what to do: browser tests are never skipped
 */
export default function setup(project: TestProject): void {
  const found = find() ?? install();
  if (!found) throw new Error(howTo);
  project.provide('chromium', found);
}

function find(): string | undefined {
  return known.find((file) => file && existsSync(file));
}

function install(): string | undefined {
  if (!existsSync('/usr/bin/apt-get')) return undefined;
  process.stdout.write('安装 Chromium（只在第一次）……\n');
  const sudo = process.getuid?.() === 0 ? [] : ['sudo', '-n'];
  const apt = (...args: string[]) => {
    const [command, ...rest] = [...sudo, 'apt-get', '-qq', ...args];
    execFileSync(command!, rest, {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
    });
  };
  try {
    apt('update');
    apt('install', '-y', '--no-install-recommends', 'chromium', 'fonts-wqy-zenhei');
  } catch {
    return undefined;
  }
  return find();
}

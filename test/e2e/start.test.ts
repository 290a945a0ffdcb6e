import { spawn, type ChildProcess } from 'node:child_process';
import { chmod, mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DESK, keepPicture, PHONE, useBrowser } from '../support/browser.ts';

// Story 1: on a fresh machine `npm start` brings everything up, says where it is and how to enter.

const root = path.resolve(import.meta.dirname, '../..');
const browser = useBrowser();
let dataDir: string;
let running: Started | null = null;

interface Started {
  child: ChildProcess;
  output: string;
  url: string;
  milliseconds: number;
}

beforeAll(async () => {
  dataDir = await mkdtemp(path.join(tmpdir(), 'qinghe-start-'));
  // a superuser's database runs as another user, who must get in
  await chmod(dataDir, 0o755);
});

afterAll(async () => {
  if (running) await stop(running);
  await rm(dataDir, { recursive: true, force: true });
});

/** Runs one of the README's commands until it has printed an address and is up, or ends. */
function npm(args: string[], env: Record<string, string>, up: (output: string) => boolean): Promise<Started> {
  const began = Date.now();
  // a group of its own, so that stopping reaches what npm started
  const child = spawn('npm', args, { cwd: root, env: { ...process.env, ...env }, detached: true });
  const started: Started = { child, output: '', url: '', milliseconds: 0 };
  return new Promise((resolve) => {
    const listen = (text: Buffer) => {
      started.output += text;
      const url = /http:\/\/localhost:\d+/.exec(started.output);
      if (!url || started.url || !up(started.output)) return;
      Object.assign(started, { url: url[0], milliseconds: Date.now() - began });
      resolve(started);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', () => resolve(started));
  });
}

const npmStart = (env: Record<string, string>) => npm(['start'], env, (output) => output.includes('Ctrl+C'));

async function stop({ child }: Started, signal: NodeJS.Signals = 'SIGTERM'): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((resolve) => child.once('exit', resolve));
  process.kill(-child.pid!, signal);
  await gone;
}

async function isHealthy({ url }: Started): Promise<boolean> {
  return (await fetch(new URL('/healthz', url))).ok;
}

/** Nobody answers under its address any more. */
async function isGone({ url }: Started): Promise<boolean> {
  return fetch(url).then(
    () => false,
    () => true,
  );
}

async function postmasterPid(): Promise<number> {
  return Number((await readFile(await findPostmasterFile(dataDir), 'utf8')).split('\n')[0]);
}

async function findPostmasterFile(directory: string): Promise<string> {
  const files = await readdir(directory, { recursive: true });
  return path.join(
    directory,
    files.find((file) => file.endsWith('postmaster.pid'))!,
  );
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('npm start', () => {
  it('brings up the demo district, tells the way in, and lets a person log in', async () => {
    // when
    running = await npmStart({ DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' });

    // then
    expect(running.output).toMatch(/演示账号/);
    expect(running.output).toMatch(/shuiduxincun/);
    const page = await browser.open(running.url, DESK);
    await page.getByRole('heading', { name: '清河区基层党建大数据系统' }).waitFor();
    await keepPicture(page, '1-login-desk');
    await page.getByRole('button', { name: /shenyanglu/ }).click();
    await page.waitForURL(/\/inbox/);
    await page.getByText('沈阳路社区党委').first().waitFor();
    await keepPicture(page, '1-inbox-first');
    const phone = await browser.open(running.url, PHONE);
    await phone.getByRole('heading', { name: '清河区基层党建大数据系统' }).waitFor();
    await keepPicture(phone, '1-login-phone');
  }, 300_000);

  it('stops its own database with itself when the terminal sends Ctrl+C to everything it runs', async () => {
    // given: `npm start` is a chain of processes, and a terminal interrupts all of them at once
    const postmaster = await postmasterPid();
    expect(isAlive(postmaster)).toBe(true);

    // when
    await stop(running!, 'SIGINT');

    // then: npm may be gone a moment before the engine has stopped in order
    await expect.poll(() => isAlive(postmaster), { timeout: 20_000 }).toBe(false);
    expect(running!.output).toContain('正在停止');
  }, 60_000);

  it('has everything still there when it is started again, and is quick', async () => {
    // when
    running = await npmStart({ DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' });

    // then
    expect(running.url).not.toBe('');
    const health = await fetch(new URL('/healthz', running.url));
    expect(await health.json()).toMatchObject({ ok: true });
    // generous: a warm start takes two or three seconds on an idle machine
    expect(running.milliseconds).toBeLessThan(30_000);
  }, 120_000);

  it('a second time on the same port says so at once and leaves everything as it is', async () => {
    // when
    const port = new URL(running!.url).port;
    const second = await npmStart({ DATA_DIR: dataDir, PORT: port, DATABASE_URL: '' });

    // then
    expect(second.child.exitCode).toBe(1);
    expect(second.output).toContain(`端口 ${port} 已被占用`);
    expect(second.output).not.toContain('数据库');
    expect(await isHealthy(running!)).toBe(true);
  }, 120_000);

  it('a second time beside the first shares its database and does not take it away when it stops', async () => {
    // given
    const second = await npmStart({ DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' });
    expect(await isHealthy(second)).toBe(true);

    // when
    await stop(second);

    // then
    await expect.poll(() => isGone(second), { timeout: 20_000 }).toBe(true);
    expect(await isHealthy(running!)).toBe(true);
  }, 120_000);

  it('finds the database of an engine that was killed, goes on with it and stops it in the end', async () => {
    // given
    const postmaster = await postmasterPid();
    await stop(running!, 'SIGKILL');
    await expect.poll(() => isGone(running!), { timeout: 20_000 }).toBe(true);
    expect(isAlive(postmaster)).toBe(true);

    // when
    running = await npmStart({ DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '' });
    // then
    expect(await isHealthy(running)).toBe(true);
    expect(await postmasterPid()).toBe(postmaster);

    // when
    await stop(running, 'SIGINT');
    // then
    await expect.poll(() => isAlive(postmaster), { timeout: 20_000 }).toBe(false);
  }, 180_000);

  it('names every bad setting and does not start', async () => {
    const refused = await npmStart({ DATA_DIR: dataDir, PORT: 'eighty', SECRET_KEY: 'short', DEMO: 'maybe' });
    expect(refused.url).toBe('');
    expect(refused.child.exitCode).toBe(1);
    for (const name of ['PORT', 'SECRET_KEY', 'DEMO']) expect(refused.output).toContain(`- ${name}：`);
  });
});

describe('npm run dev', () => {
  it('stops the engine and the database with itself', async () => {
    // given
    const both = (output: string) => output.includes('界面（改动即刷新）') && output.includes('Ctrl+C');
    const settings = { DATA_DIR: dataDir, PORT: '0', DATABASE_URL: '', DEMO: 'off' };
    const dev = await npm(['run', 'dev'], settings, both);
    expect(dev.url, dev.output).not.toBe('');
    const postmaster = await postmasterPid();

    // when
    await stop(dev);

    // then
    await expect.poll(() => isAlive(postmaster), { timeout: 30_000 }).toBe(false);
  }, 120_000);
});

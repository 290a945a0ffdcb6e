import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '../..');
const sources = path.join(root, 'admin-ui');

/** Where the built screens are. */
export const UI_FOLDER = path.join(sources, 'dist');
const stamp = path.join(UI_FOLDER, '.stamp');

/**
 * Builds the screens unless they were built from exactly these sources.
 * @throws with the end of the build's output when it fails
 */
export async function buildUi(progress: (step: string) => void): Promise<void> {
  if (!existsSync(path.join(sources, 'index.html'))) {
    throw new Error('找不到界面源文件 admin-ui/index.html，项目文件不完整，请重新下载。');
  }
  const wanted = await hashSources();
  const built = await readFile(stamp, 'utf8').catch(() => null);
  if (built === wanted) return;
  progress('构建界面（只在首次启动或界面有改动时）');
  await runVite();
  await writeFile(stamp, wanted);
}

/** Over names and contents of everything the build reads that may change without a new installation. */
async function hashSources(): Promise<string> {
  const hash = createHash('sha256');
  for (const file of (await listSources()).toSorted()) {
    hash
      .update(path.relative(root, file))
      .update('\0')
      .update(await readFile(file))
      .update('\0');
  }
  return hash.digest('hex');
}

async function listSources(): Promise<string[]> {
  const own = await listFiles(sources, (name) => !/^(dist|node_modules)([/\\]|$)/.test(name));
  // a new library is a new build
  return [...own, ...(await listShared(own)), path.join(root, 'package-lock.json')];
}

/** An import that is still there when the types are gone. */
const IMPORT = /^(?:import|export)\s+(?!type\b)[^;]*?from\s+'(\.[^']+\.ts)';/gm;

/** Files of the engine that the screens run as well. */
async function listShared(own: string[]): Promise<string[]> {
  const engine = path.join(root, 'engine') + path.sep;
  const shared = new Set<string>();
  const queue = own.filter((file) => /\.(ts|vue)$/.test(file));
  for (const file of queue) {
    const imported = [...(await readFile(file, 'utf8')).matchAll(IMPORT)].map(([, name]) =>
      path.resolve(path.dirname(file), name!),
    );
    const fresh = imported.filter((one) => one.startsWith(engine) && !shared.has(one));
    fresh.forEach((one) => shared.add(one));
    queue.push(...fresh);
  }
  return [...shared];
}

async function listFiles(folder: string, wanted: (name: string) => boolean): Promise<string[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name))
    .filter((file) => wanted(path.relative(folder, file)));
}

function runVite(): Promise<void> {
  const vite = path.join(root, 'node_modules/vite/bin/vite.js');
  const child = spawn(process.execPath, [vite, 'build', 'admin-ui', '--logLevel', 'warn'], { cwd: root });
  let output = '';
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (text: Buffer) => (output += text));
  return new Promise((resolve, reject) => {
    child.once('error', reject);
    child.once('exit', (code) => {
      if (code === 0) resolve();
      else reject(new Error(`界面构建失败：\n${output.slice(-4000)}`));
    });
  });
}

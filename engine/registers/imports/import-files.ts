import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { systemActor } from '../../policy/system-actor.ts';
import { toBatch, type Batch, type ImportTools } from './batch.ts';
import { beginCommit, finishCommit, type CommitMode } from './commit-batch.ts';
import type { ImportKindName } from './kind.ts';
import { importKinds } from './kinds.ts';
import { rowsWithFindings } from './list-rows.ts';
import { openBatch, readBatch } from './open-batch.ts';
import { treatment } from './report.ts';
import { recogniseKind } from './recognise-kind.ts';

export const usage = [
  '导入党组织、党员名册、账号（xlsx 或 csv）：',
  '  npm run import -- 文件… [--good-rows]',
  '',
  '  默认整个文件导入：有一行不合格，整个文件都不导入，并逐行列出问题。',
  '  --good-rows   只导入合格的行，不合格的行列在报告里。',
  '  可以一次给多个文件；先导入党组织，再导入名册，最后导入账号。重复导入同一文件不会重复建档。',
].join('\n');

interface Named {
  file: string;
  bytes: Buffer;
  kind: ImportKindName;
}

type Write = (text: string) => void;
const everything = () => true;

/** Imports files one after the other, organisations first. @returns 0 when all is in, 1 when something stayed out */
export async function importFiles(
  tools: ImportTools,
  files: string[],
  mode: CommitMode,
  write: Write,
): Promise<number> {
  const named = await Promise.all(files.map(open));
  const order = Object.keys(importKinds);
  let faults = 0;
  for (const one of named.toSorted((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind))) {
    faults += await importOne(tools, one, mode, write);
  }
  return faults === 0 ? 0 : 1;
}

async function open(file: string): Promise<Named> {
  const bytes = await readFile(file).catch(() => {
    throw new Error(`打不开文件 ${file}，请检查路径。`);
  });
  return { file, bytes, kind: await recogniseKind(path.basename(file), bytes) };
}

async function importOne(
  tools: ImportTools,
  { file, bytes, kind }: Named,
  mode: CommitMode,
  write: Write,
): Promise<number> {
  const name = path.basename(file);
  write(`${importKinds[kind].title}  ${name} …`);
  const since = performance.now();
  const watched = { ...tools, onProgress: () => write('.') };
  const opened = await openBatch(tools, systemActor, await districtCode(tools), { kind, name, bytes });
  await readBatch(watched, opened, everything);
  const readable = await find(tools, opened.id);
  if (readable.state === 'ready') {
    await beginCommit(tools, readable);
    await finishCommit(watched, systemActor, readable, { mode, reach: everything });
  }
  const batch = await find(tools, opened.id);
  write(`  ${((performance.now() - since) / 1000).toFixed(1)} 秒\n`);
  await tell(tools, batch, write);
  return batch.state === 'imported' && batch.summary.reject === 0 ? 0 : 1;
}

async function tell({ db }: ImportTools, batch: Batch, write: Write): Promise<void> {
  const { summary } = batch;
  const counts = `共 ${summary.rows} 行：新增 ${summary.new}，更新 ${summary.update}，无变化 ${summary.same}，不合格 ${summary.reject}；已规范 ${summary.normalised} 行，提醒 ${summary.warned} 行`;
  write(`  ${counts}\n`);
  for (const row of await rowsWithFindings(db, batch.id)) {
    for (const finding of row.findings.filter(({ action }) => action !== 'accept')) {
      const where = `第 ${row.rowNo} 行 ${row.label ?? ''}【${finding.field ?? '整行'}】`;
      write(`    ${where}${finding.message}（${treatment(batch, row, finding)}）\n`);
    }
  }
  if (batch.error) write(`  没有导入：${batch.error}\n`);
}

async function find({ db }: ImportTools, id: string): Promise<Batch> {
  return toBatch(await db('import_batch').where({ id }).first());
}

/** Whose import it is: the district's, also while it has none yet. */
async function districtCode({ db, config }: ImportTools): Promise<string> {
  const known = await db('organisation').where('level', 1).first('code');
  if (known) return known.code as string;
  const digits = config.CODE_DIGITS.split('-').map(Number);
  const length = digits.reduce((sum, width) => sum + width, 0);
  return '1'.padStart(digits[0]!, '0').padEnd(length, '0');
}

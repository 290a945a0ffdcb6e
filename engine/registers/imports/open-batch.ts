import { createHash } from 'node:crypto';
import type { Knex } from 'knex';
import { Problem } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { batchColumns, keep, toBatch, type Batch, type ImportTools } from './batch.ts';
import type { Judged } from './finding.ts';
import { judgeFile } from './judge-file.ts';
import { chunks, type ImportKindName } from './kind.ts';
import { formatOf } from './sheet/read-sheet.ts';

export interface IncomingFile {
  kind: ImportKindName;
  name: string;
  bytes: Buffer;
}

/** May something of this organisation be imported? */
export type Reach = (orgCode: string) => boolean;

/**
 * Keeps the file, sealed, as a batch in state `reading`.
 * @throws `unsupported_file` when its bytes are neither a workbook nor text
 */
export async function openBatch(
  { db, vault, clock }: ImportTools,
  actor: Actor,
  orgCode: string,
  { kind, name, bytes }: IncomingFile,
): Promise<Batch> {
  formatOf(bytes);
  const at = clock.now();
  const [row] = await db('import_batch as b')
    .insert({
      kind,
      file_name: name,
      file_sha256: createHash('sha256').update(bytes).digest('hex'),
      content: Buffer.from(vault.seal(bytes.toString('base64')), 'base64'),
      org_code: orgCode,
      state: 'reading',
      created_at: at,
      created_by: actor.id,
    })
    .returning(batchColumns.map((column) => column.replace('b.', '')));
  const batch = toBatch(row);
  const entry = { actor, action: 'upload', resource: 'import', resourceId: batch.id, orgCode };
  await writeAudit(db, { at, ...entry, detail: { fileName: name, kind } });
  return batch;
}

/** The file as it came. */
export async function fileOf({ db, vault }: Pick<ImportTools, 'db' | 'vault'>, id: string): Promise<Buffer> {
  const { content } = (await db('import_batch').where({ id }).first('content')) as { content: Buffer };
  return Buffer.from(vault.open(content.toString('base64')), 'base64');
}

/** Judges every row: `reading` → `ready`, or `failed` with what to do. Never throws: it runs after the answer. */
export async function readBatch(tools: ImportTools, batch: Batch, reach: Reach): Promise<void> {
  try {
    const { rows, summary } = await judgeFile(batch.kind, await fileOf(tools, batch.id), {
      db: tools.db,
      vault: tools.vault,
      config: tools.config,
      now: tools.clock.now(),
      mayImport: reach,
      progress: (done, total) => keep(tools, batch, { progress_done: done, progress_total: total }),
    });
    await keepRows(tools.db, batch.id, rows);
    const total = { progress_done: summary.rows, progress_total: summary.rows };
    await keep(tools, batch, { state: 'ready', summary: JSON.stringify(summary), ...total });
  } catch (error) {
    await keep(tools, batch, { state: 'failed', error: faultOf(error) }).catch(() => undefined);
  }
}

/** Replaces what is known of the batch's rows. */
export async function keepRows(db: Knex, batchId: string, rows: Judged<unknown>[]): Promise<void> {
  await db('import_row').where('batch_id', batchId).delete();
  for (const part of chunks(rows, 2000)) {
    const records = part.map(({ rowNo, outcome, label, findings }) => ({
      row_no: rowNo,
      outcome,
      label,
      findings,
    }));
    await db.raw(
      `insert into import_row (batch_id, row_no, outcome, label, findings)
       select ?, r.row_no, r.outcome, r.label, r.findings
         from jsonb_to_recordset(?::jsonb) as r(row_no int, outcome text, label text, findings jsonb)`,
      [batchId, JSON.stringify(records)],
    );
  }
}

/** What went wrong, in words for whoever imports. */
export function faultOf(error: unknown): string {
  if (error instanceof Problem) return error.message;
  return '导入时出了意外错误，数据没有改动。请重试；仍不行请联系系统管理员。';
}

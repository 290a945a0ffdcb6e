import { createProblem } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import { announceChange } from '../../store/changes.ts';
import { inTransaction, type Transaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { keep, type Batch, type ImportTools } from './batch.ts';
import { judgeFile, type JudgedFile, type Summary } from './judge-file.ts';
import { importKinds } from './kinds.ts';
import { faultOf, fileOf, keepRows, type Reach } from './open-batch.ts';

export type CommitMode = 'all' | 'goodRows';

const notReady = createProblem(
  'import_not_ready',
  409,
  '这次导入现在不能提交：还在读取、正在导入，或者已经导入过。请刷新后查看。',
);
const hasRejects = createProblem('import_has_rejects', 409, '文件里有不能导入的行。');

/** `ready` → `importing`; of two who press the button at once, one goes on. @throws `import_not_ready` */
export async function beginCommit(tools: ImportTools, batch: Batch): Promise<void> {
  const begun = await tools
    .db('import_batch')
    .where({ id: batch.id, state: 'ready' })
    .update({ state: 'importing', progress_done: 0, error: null });
  if (begun === 0) throw notReady();
}

/**
 * Judges the file anew, since the base may have moved on, and brings it in: whole or, in `goodRows`, the rows without a
 * rejection, in one transaction. Ends `imported`, or `ready` with an error and nothing changed. Never throws: it runs after the answer.
 */
export async function finishCommit(
  tools: ImportTools,
  actor: Actor,
  batch: Batch,
  { mode, reach }: { mode: CommitMode; reach: Reach },
): Promise<void> {
  try {
    const bytes = await fileOf(tools, batch.id);
    await inTransaction(tools.pool, async (tx) => {
      // one import at a time: each sees what the one before brought in
      await tx.client.query("set local lock_timeout = '10min'");
      await tx.client.query("select pg_advisory_xact_lock(hashtext('import'))");
      const judged = await judgeFile(batch.kind, bytes, {
        db: tx.knex,
        vault: tools.vault,
        config: tools.config,
        now: tools.clock.now(),
        mayImport: reach,

        progress: () => Promise.resolve(),
      });
      requireWhole(judged.summary, mode);
      await write(tools, tx, actor, batch, judged);
      await settle(tools, tx, actor, batch, { judged, mode });
    });
  } catch (error) {
    // nothing was changed, so the file may be tried again
    await keep(tools, batch, { state: 'ready', error: faultOf(error) }).catch(() => undefined);
  }
}

/** @throws `import_has_rejects` where a file that must go in whole cannot */
export function requireWhole(summary: Pick<Summary, 'reject'>, mode: CommitMode): void {
  if (mode === 'goodRows' || summary.reject === 0) return;
  throw hasRejects(
    `文件里有 ${summary.reject} 行不能导入，整个文件都没有导入。请改好后重新上传，或选择只导入合格的行。`,
  );
}

async function write(
  tools: ImportTools,
  tx: Transaction,
  actor: Actor,
  batch: Batch,
  { rows }: JudgedFile,
): Promise<void> {
  const coming = rows.filter(({ outcome }) => outcome === 'new' || outcome === 'update');
  await importKinds[batch.kind].write(coming, {
    tx,
    vault: tools.vault,
    config: tools.config,
    now: tools.clock.now(),
    actorId: actor.id,
    // on a connection of its own: it is seen before the transaction ends
    progress: (done) => keep(tools, batch, { progress_done: done, progress_total: coming.length }),
  });
}

async function settle(
  tools: ImportTools,
  tx: Transaction,
  actor: Actor,
  batch: Batch,
  { judged, mode }: { judged: JudgedFile; mode: CommitMode },
): Promise<void> {
  const at = tools.clock.now();
  const { summary, rows } = judged;
  await keepRows(tx.knex, batch.id, rows);
  await tx
    .knex('import_batch')
    .where('id', batch.id)
    .update({ state: 'imported', imported_at: at, summary: JSON.stringify(summary) });
  await writeAudit(tx.knex, {
    at,
    actor,
    action: 'import',
    resource: 'import',
    resourceId: batch.id,
    orgCode: batch.orgCode,
    detail: { fileName: batch.fileName, mode, ...summary, notices: undefined },
  });
  await announceChange(tx.client, { event: 'import', orgCodes: [batch.orgCode], id: batch.id });
}

/** Gives up a file that is not in the base; its rows and its content go. @throws `import_not_ready` */
export async function discardBatch(tools: ImportTools, actor: Actor, batch: Batch): Promise<void> {
  await inTransaction(tools.pool, async (tx) => {
    const gone = await tx
      .knex('import_batch')
      .where('id', batch.id)
      .whereNotIn('state', ['importing', 'imported', 'discarded'])
      .update({ state: 'discarded', content: Buffer.alloc(0) });
    if (gone === 0) throw notReady('已经导入或正在导入的文件不能放弃。');
    await tx.knex('import_row').where('batch_id', batch.id).delete();
    const entry = {
      actor,
      action: 'discard',
      resource: 'import',
      resourceId: batch.id,
      orgCode: batch.orgCode,
    };
    await writeAudit(tx.knex, { at: tools.clock.now(), ...entry, detail: { fileName: batch.fileName } });
    await announceChange(tx.client, { event: 'import', orgCodes: [batch.orgCode], id: batch.id });
  });
}

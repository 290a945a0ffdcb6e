import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { announceChange } from '../../store/changes.ts';
import type { ImportKindName } from './kind.ts';
import type { Summary } from './judge-file.ts';

export interface ImportTools extends Pick<Services, 'db' | 'pool' | 'clock' | 'vault' | 'config'> {
  /** Told whenever a batch moved on; for who watches on the console. */
  onProgress?(): void;
}

export interface Batch {
  id: string;
  kind: ImportKindName;
  fileName: string;
  orgCode: string;
  state: 'reading' | 'ready' | 'importing' | 'imported' | 'failed' | 'discarded';
  progress: { done: number; total: number };
  summary: Summary;
  error: string | null;
  createdAt: Date;
  importedAt: Date | null;
}

interface BatchRow {
  id: string;
  kind: ImportKindName;
  file_name: string;
  org_code: string;
  state: Batch['state'];
  progress_done: number;
  progress_total: number;
  summary: Partial<Summary>;
  error: string | null;
  created_at: Date;
  imported_at: Date | null;
}

export const batchColumns = [
  'b.id',
  'b.kind',
  'b.file_name',
  'b.org_code',
  'b.state',
  'b.progress_done',
  'b.progress_total',
  'b.summary',
  'b.error',
  'b.created_at',
  'b.imported_at',
];

export const nothingYet: Summary = {
  rows: 0,
  new: 0,
  update: 0,
  same: 0,
  reject: 0,
  ignore: 0,
  normalised: 0,
  warned: 0,
  notices: [],
};

export function toBatch(row: BatchRow): Batch {
  return {
    id: row.id,
    kind: row.kind,
    fileName: row.file_name,
    orgCode: row.org_code,
    state: row.state,
    progress: { done: row.progress_done, total: row.progress_total },
    summary: { ...nothingYet, ...row.summary },
    error: row.error,
    createdAt: row.created_at,
    importedAt: row.imported_at,
  };
}

/** @throws `not_found` when there is none, or it is not the actor's to see */
export async function requireBatch(
  { db, policy }: Pick<Services, 'db' | 'policy'>,
  actor: Actor,
  id: string,
  action: 'read' | 'run',
): Promise<Batch> {
  const row = (await db('import_batch as b').where('b.id', id).first(batchColumns)) as BatchRow | undefined;
  if (!row || !policy.allows(actor, 'import', action, { orgCode: row.org_code })) {
    throw notFound('没有找到这次导入，可能已被删除，或不在您的管理范围内。');
  }
  return toBatch(row);
}

/** Keeps the batch's row, and tells open screens. */
export async function keep(
  { db, pool, onProgress }: Pick<ImportTools, 'db' | 'pool' | 'onProgress'>,
  batch: Pick<Batch, 'id' | 'orgCode'>,
  values: Record<string, unknown>,
): Promise<void> {
  await db('import_batch').where('id', batch.id).update(values);
  await announceChange(pool, { event: 'import', orgCodes: [batch.orgCode], id: batch.id });
  onProgress?.();
}

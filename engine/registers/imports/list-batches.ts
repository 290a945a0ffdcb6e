import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { batchColumns, toBatch, type Batch } from './batch.ts';
import type { ImportKindName } from './kind.ts';

const MOST = 200;

/** The latest imports within reach, newest first; given up ones are not shown. */
export async function listBatches(
  { db, policy }: Pick<Services, 'db' | 'policy'>,
  actor: Actor,
  kind?: ImportKindName,
): Promise<Batch[]> {
  const reach = policy.where(actor, 'import', 'read', { org: 'b.org_code' });
  const query = db('import_batch as b')
    .whereRaw(reach.sql, reach.bindings as string[])
    .whereNot('b.state', 'discarded')
    .orderBy('b.id', 'desc')
    .limit(MOST)
    .select(batchColumns);
  if (kind) query.where('b.kind', kind);
  return ((await query) as Parameters<typeof toBatch>[0][]).map(toBatch);
}

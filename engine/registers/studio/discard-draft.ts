import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { requireKnown } from './drafts.ts';
import { lockProcess } from './save-draft.ts';

/** Goes back to what is deployed; a process that was never deployed is gone with its draft. */
export async function discardDraft(services: Services, actor: Actor, processId: string): Promise<void> {
  await inTransaction(services.pool, async (tx) => {
    await lockProcess(tx, processId);
    const { draft } = await requireKnown(tx.knex, processId);
    if (!draft) return;
    await tx.knex('process_draft').where({ process_id: processId }).delete();
    await writeAudit(tx.knex, {
      at: services.clock.now(),
      actor,
      action: 'discardDraft',
      resource: 'process',
      resourceId: processId,
      detail: { name: [draft.name, null] },
    });
  });
}

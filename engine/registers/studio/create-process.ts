import type { z } from 'zod';
import { createProblem } from '../../errors.ts';
import type { newProcess } from '../../http/resources/studio/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { inTransaction } from '../../store/transaction.ts';
import { writeAudit } from '../audit/write-audit.ts';
import { blankProcess } from './blank-process.ts';
import { findDraft, findNewest } from './drafts.ts';
import { idFromName } from './id-from-name.ts';
import { lockProcess, writeDraft } from './save-draft.ts';
import { serviceCodeTaken } from './service-codes.ts';

const processExists = createProblem('process_exists', 409, '已经有这个标识的流程，请换一个标识。');
const codeTaken = createProblem('service_code_taken', 409, '这个服务代码已经有流程在用，请换一个。');

/** A new process begins as a draft that could be deployed as it stands: one form, one task, the end. */
export async function createProcess(
  services: Services,
  actor: Actor,
  { name, processId: wished, serviceCode }: z.infer<typeof newProcess>,
): Promise<{ processId: string }> {
  const processId = wished ?? idFromName(name);
  await inTransaction(services.pool, async (tx) => {
    await lockProcess(tx, processId);
    const taken = (await findDraft(tx.knex, processId)) ?? (await findNewest(tx.knex, processId));
    if (taken) throw processExists(`已经有标识为“${processId}”的流程“${taken.name}”，请换一个标识。`);
    const owner = serviceCode && (await serviceCodeTaken(tx.knex, serviceCode, processId));
    if (owner) throw codeTaken(`服务代码“${serviceCode}”已经由“${owner}”使用，请换一个。`);
    const at = services.clock.now();
    await writeDraft(tx, {
      process_id: processId,
      name,
      ...blankProcess({ processId, name, serviceCode: serviceCode ?? null }),
      based_on_version: null,
      updated_at: at,
      updated_by: actor.id,
    });
    await writeAudit(tx.knex, {
      at,
      actor,
      action: 'create',
      resource: 'process',
      resourceId: processId,
      detail: { name: [null, name] },
    });
  });
  return { processId };
}

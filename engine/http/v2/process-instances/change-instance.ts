import type { z } from 'zod';
import { cancelInstance } from '../../../commands/cancel-instance.ts';
import { migrateInstances } from '../../../commands/migrate-instances.ts';
import { modifyInstance } from '../../../commands/modify-instance.ts';
import type { JsonObject, Key } from '../../../core/keys.ts';
import { conflict, notFound } from '../../../errors.ts';
import type { Actor } from '../../../policy/actor.ts';
import { findDefinition } from '../../../registers/engine/find-definition.ts';
import { requireInstance } from '../../../registers/engine/instance-access.ts';
import { processInstances } from '../../../registers/engine/process-instances.ts';
import { findOne } from '../../../registers/engine/search.ts';
import type { Services } from '../../../services.ts';
import type { migrationBody, modificationBody } from './schemas.ts';

/** What stands in the notes of a case that a program has changed. */
const REASON = '由外部程序经接口办理';

/** The instance, running; what has ended is not found, as there. */
async function findRunning(services: Services, actor: Actor, action: string, instanceKey: Key) {
  await requireInstance(services, actor, action, instanceKey);
  const found = await findOne(services, actor, processInstances, instanceKey);
  if (found.state !== 'ACTIVE') throw notFound(`Process instance '${instanceKey}' has ended.`);
  return found;
}

export async function cancel(services: Services, actor: Actor, instanceKey: Key): Promise<void> {
  const { parentProcessInstanceKey: parent } = await findRunning(services, actor, 'cancel', instanceKey);
  if (parent) throw conflict(`Process instance '${instanceKey}' was called by '${parent}': cancel that one.`);
  await cancelInstance(services, actor, { instanceKey, reason: REASON });
}

export async function modify(
  services: Services,
  actor: Actor,
  instanceKey: Key,
  { activateInstructions, terminateInstructions }: z.infer<typeof modificationBody>,
): Promise<void> {
  const { processDefinitionId } = await findRunning(services, actor, 'modify', instanceKey);
  await modifyInstance(services, actor, {
    instanceKey,
    reason: REASON,
    terminate: terminateInstructions.map(({ elementInstanceKey }) => elementInstanceKey),
    activate: activateInstructions.map(
      ({ elementId, ancestorElementInstanceKey: ancestor, variableInstructions }) => ({
        elementId,
        ...(ancestor === undefined || ancestor === '-1' ? {} : { ancestorKey: ancestor }),
        variables: variableInstructions.map(({ variables, scopeId }) => ({
          scopeId: scopeId || processDefinitionId,
          values: variables as JsonObject,
        })),
      }),
    ),
  });
}

export async function migrate(
  services: Services,
  actor: Actor,
  instanceKey: Key,
  { targetProcessDefinitionKey: targetKey, mappingInstructions }: z.infer<typeof migrationBody>,
): Promise<void> {
  const { processDefinitionKey: sourceKey } = await findRunning(services, actor, 'migrate', instanceKey);
  if (!(await findDefinition(services, { key: targetKey })))
    throw notFound(`There is no process definition with key '${targetKey}'.`);
  const mapping = Object.fromEntries(
    mappingInstructions.map(({ sourceElementId, targetElementId }) => [sourceElementId, targetElementId]),
  );
  const { instances } = await migrateInstances(services, actor, {
    sourceKey,
    targetKey,
    plan: { mapping, timers: 'keep', subscriptions: 'reopen' },
    instanceKeys: [instanceKey],
  });
  const faults = instances.flatMap((one) => one.faults);
  if (instances.length === 0) throw notFound(`Process instance '${instanceKey}' has ended.`);
  if (faults.length > 0)
    throw conflict(faults.map(({ elementId, code }) => `'${elementId}': ${code}`).join('; '));
}

import type { z } from 'zod';
import { startProcess } from '../../../commands/start-process.ts';
import type { JsonObject, Key } from '../../../core/keys.ts';
import { conflict, createProblem, notFound } from '../../../errors.ts';
import type { Actor } from '../../../policy/actor.ts';
import { awaitEnd } from '../../../registers/engine/await-end.ts';
import { findDefinition } from '../../../registers/engine/find-definition.ts';
import { TENANT } from '../../../registers/engine/searchable.ts';
import type { Services } from '../../../services.ts';
import type { created, creationBody } from './schemas.ts';

type Creation = z.infer<typeof creationBody>;

const notEnded = createProblem('not_ended', 504, 'The process instance has not ended in time; it goes on.');

/** Its tasks would stand in inboxes without number and applicant. */
const withoutCase = (processId: string) =>
  conflict(
    `Expected a process without cases, but '${processId}' is a service. Its cases begin with an application: POST /api/services/${processId}/start.`,
  );

/** How long a call waits for the end unless it says. */
const WAIT_MS = 10_000;

/** Starts an instance, and waits for its end where that is asked for. */
export async function createInstance(
  services: Services,
  actor: Actor,
  body: Creation,
  gone: AbortSignal,
): Promise<z.infer<typeof created>> {
  const definition = await findDefinition(services, {
    key: body.processDefinitionKey,
    processId: body.processDefinitionId,
    version: body.processDefinitionVersion === -1 ? undefined : body.processDefinitionVersion,
  });
  if (!definition) throw notFound('There is no such process definition.');
  if (definition.serviceCode !== null) throw withoutCase(definition.processId);
  services.policy.require(actor, 'instance', 'start', { orgCode: actor.orgCode });
  const { instanceKey } = await startProcess(services, actor, {
    processId: definition.processId,
    definitionKey: definition.key,
    variables: body.variables as JsonObject,
    tags: body.tags,
    ...(body.startInstructions.length === 0
      ? {}
      : { startElementIds: body.startInstructions.map(({ elementId }) => elementId) }),
  });
  return {
    processInstanceKey: instanceKey,
    processDefinitionKey: definition.key,
    processDefinitionId: definition.processId,
    processDefinitionVersion: definition.version,
    variables: body.awaitCompletion ? await result(services, instanceKey, body, gone) : {},
    tags: body.tags,
    tenantId: TENANT,
  };
}

async function result(
  services: Services,
  instanceKey: Key,
  { requestTimeout, fetchVariables: names }: Creation,
  gone: AbortSignal,
): Promise<JsonObject> {
  const end = await awaitEnd(services, instanceKey, { milliseconds: requestTimeout || WAIT_MS, gone });
  if (!end) throw notEnded();
  if (end.state === 'cancelled') throw conflict(`Process instance '${instanceKey}' was terminated.`);
  if (names.length === 0) return end.variables;
  return Object.fromEntries(Object.entries(end.variables).filter(([name]) => names.includes(name)));
}

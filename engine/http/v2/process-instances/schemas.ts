import { z } from 'zod';
import { instant, key, long, operationReference, tags, tenantId, variables } from '../fields.ts';

export const processInstance = z.object({
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  processDefinitionName: z.string(),
  processDefinitionVersion: z.int(),
  processDefinitionVersionTag: z.string().optional(),
  state: z.enum(['ACTIVE', 'COMPLETED', 'TERMINATED']),
  startDate: instant,
  endDate: instant.optional(),
  parentProcessInstanceKey: key.optional(),
  parentElementInstanceKey: key.optional(),
  hasIncident: z.boolean(),
  tags: z.array(z.string()),
  tenantId,
});

/** Milliseconds a call may wait. */
const wait = long(0, 3_600_000);

export const creationBody = z
  .strictObject({
    processDefinitionId: z.string().min(1).optional(),
    processDefinitionKey: key.optional(),
    /** The newest unless given; -1 says the same. */
    processDefinitionVersion: z.int().min(-1).optional(),
    variables: variables.default({}),
    tags: tags.default([]),
    startInstructions: z.array(z.strictObject({ elementId: z.string().min(1) })).default([]),
    runtimeInstructions: z.array(z.never('Runtime instructions are not supported.')).optional(),
    awaitCompletion: z.boolean().default(false),
    fetchVariables: z.array(z.string()).default([]),
    requestTimeout: wait.default(0),
    tenantId: tenantId.optional(),
    operationReference,
  })
  .refine(
    (body) => (body.processDefinitionId === undefined) !== (body.processDefinitionKey === undefined),
    "Expected one of 'processDefinitionId' and 'processDefinitionKey'",
  );

export const created = z.object({
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  processDefinitionVersion: z.int(),
  variables: z.record(z.string(), z.json()),
  tags: z.array(z.string()),
  tenantId,
});

export const modificationBody = z.strictObject({
  activateInstructions: z
    .array(
      z.strictObject({
        elementId: z.string().min(1),
        ancestorElementInstanceKey: z.union([z.literal('-1'), key]).optional(),
        variableInstructions: z
          .array(z.strictObject({ variables, scopeId: z.string().optional() }))
          .default([]),
      }),
    )
    .default([]),
  terminateInstructions: z.array(z.strictObject({ elementInstanceKey: key })).default([]),
  operationReference,
});

export const migrationBody = z.strictObject({
  targetProcessDefinitionKey: key,
  mappingInstructions: z
    .array(z.strictObject({ sourceElementId: z.string().min(1), targetElementId: z.string().min(1) }))
    .min(1),
  operationReference,
});

export const callHierarchy = z.array(
  z.object({ processInstanceKey: key, processDefinitionKey: key, processDefinitionName: z.string() }),
);

export const sequenceFlows = z.object({
  items: z.array(
    z.object({
      sequenceFlowId: z.string(),
      processInstanceKey: key,
      processDefinitionKey: key,
      processDefinitionId: z.string(),
      elementId: z.string(),
      tenantId,
    }),
  ),
});

import { z } from 'zod';
import { elementStates, elementTypes } from '../../../registers/engine/element-instances.ts';
import { instant, key, operationReference, tenantId, variables } from '../fields.ts';

export const elementInstance = z.object({
  elementInstanceKey: key,
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  elementId: z.string(),
  elementName: z.string(),
  type: z.enum(Object.keys(elementTypes)),
  state: z.enum(Object.keys(elementStates)),
  startDate: instant,
  endDate: instant.optional(),
  hasIncident: z.boolean(),
  incidentKey: key.optional(),
  tenantId,
});

export const setVariablesBody = z.strictObject({
  variables,
  local: z.boolean().default(false),
  operationReference,
});

export const activationBody = z.strictObject({
  elements: z
    .array(z.strictObject({ elementId: z.string().min(1), variables: variables.default({}) }))
    .min(1),
  cancelRemainingInstances: z.boolean().default(false),
});

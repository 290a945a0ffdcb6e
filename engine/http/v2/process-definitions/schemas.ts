import { z } from 'zod';
import { processInstanceFields } from '../../../registers/engine/process-instances.ts';
import { key, tenantId } from '../fields.ts';
import { filterSchema } from '../search-body.ts';

export const processDefinition = z.object({
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  name: z.string(),
  version: z.int(),
  versionTag: z.string().optional(),
  resourceName: z.string(),
  hasStartForm: z.boolean(),
  tenantId,
});

const filter = filterSchema(processInstanceFields);

export const statisticsBody = z.strictObject({
  filter: filter.extend({ $or: z.array(filter).optional() }).optional(),
});

export const elementStatistics = z.object({
  items: z.array(
    z.object({
      elementId: z.string(),
      active: z.int(),
      canceled: z.int(),
      incidents: z.int(),
      completed: z.int(),
    }),
  ),
});

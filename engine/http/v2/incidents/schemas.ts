import { z } from 'zod';
import { errorTypes } from '../../../registers/engine/incidents.ts';
import { instant, key, tenantId } from '../fields.ts';

export const incident = z.object({
  incidentKey: key,
  processInstanceKey: key,
  processDefinitionKey: key,
  processDefinitionId: z.string(),
  elementId: z.string(),
  elementInstanceKey: key,
  errorType: z.enum(Object.keys(errorTypes)),
  errorMessage: z.string(),
  state: z.enum(['ACTIVE', 'RESOLVED']),
  creationTime: instant,
  jobKey: key.optional(),
  tenantId,
});

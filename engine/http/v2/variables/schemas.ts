import { z } from 'zod';
import { key, tenantId } from '../fields.ts';

export const variable = z.object({
  variableKey: key,
  processInstanceKey: key,
  scopeKey: key,
  name: z.string(),
  /** As JSON. */
  value: z.string(),
  tenantId,
});

export const listedVariable = variable.extend({ isTruncated: z.boolean() });

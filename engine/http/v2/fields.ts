import { z } from 'zod';

/** Building blocks that several areas of `/v2` share. Names and shapes are those of Camunda's API. */

/** Keys are 64 bits wide and travel as text. */
export const key = z
  .string()
  .regex(/^\d{1,19}$/, 'Expected a key')
  .refine((digits) => !/^\d+$/.test(digits) || BigInt(digits) < 2n ** 63n, 'Expected a key');
export const instant = z.iso.datetime({ offset: true });
export const variables = z.record(z.string().min(1), z.json());
/** There is one tenant; who names another one is wrong here. */
export const tenantId = z.literal('<default>');
/** What callers may hand along for their own logs. */
export const operationReference = z.int().min(1).optional();
export const tags = z
  .array(z.string().regex(/^[A-Za-z][A-Za-z0-9_\-:.]{0,99}$/))
  .max(10)
  .transform((all) => [...new Set(all)]);

export const form = z.object({
  formKey: key,
  formId: z.string(),
  version: z.int(),
  schema: z.record(z.string(), z.json()),
  tenantId,
});

/** Of a call that only says what it is for. */
export const referenceBody = z.strictObject({ operationReference });

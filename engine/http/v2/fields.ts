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
export const operationReference = z.union([z.int().min(1), z.string().regex(/^\d{1,19}$/)]).optional();

/** A whole number of 64 bits: clients send it as a number, or as the text of one. */
export function long(min: number, max: number) {
  const text = z
    .string()
    .regex(/^-?\d{1,19}$/)
    .transform(Number);
  return z.union([z.int(), text]).pipe(z.int().min(min).max(max));
}
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

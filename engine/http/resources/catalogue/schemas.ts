import { z } from 'zod';
import { formData, instant, key } from '../../fields.ts';

/** A service somebody may start. Comes from the deployed processes that have a serviceCode. */
export const serviceItem = z.object({
  processId: z.string(),
  code: z.string(),
  name: z.string(),
  /** One character for the tile: 救 · 谈 · 转 */
  icon: z.string(),
  description: z.string(),
  /** May the actor start it now; if not, why (in words). */
  available: z.boolean(),
  unavailableReason: z.string().nullable(),
  /** Number of a case of it that the member has open. */
  openCase: z.string().nullable(),
  draftSavedAt: instant.nullable(),
});
export type ServiceItem = z.infer<typeof serviceItem>;

export const startForm = z.object({
  processId: z.string(),
  name: z.string(),
  description: z.string(),
  /** What one needs at hand before one begins. */
  preparation: z.array(z.string()),
  /** An application of the same service that is open or not long past; submitting another has to name it. */
  earlier: z.object({ number: z.string(), message: z.string() }).nullable(),
  form: z.object({ key, schema: z.record(z.string(), z.json()) }),
  data: formData,
  draftSavedAt: instant.nullable(),
});
export type StartForm = z.infer<typeof startForm>;

/** `memberId`: a unit files for this member (代办); left out, the member files for himself. */
export const startQuery = z.object({ memberId: key.optional() });
/** An application as far as it is filled in; unchecked, it may be incomplete. */
export const startDraftBody = z.object({ data: formData, memberId: key.optional(), formKey: key });
/** `besides`: number of the earlier application that was announced, when another is meant all the same. */
export const startBody = startDraftBody.extend({ besides: z.string().max(40).optional() });
export const started = z.object({ caseNumber: z.string(), message: z.string() });

export const serviceList = z.object({ items: z.array(serviceItem) });
export const startDraftSaved = z.object({ savedAt: instant });

import { z } from 'zod';
import { instant, key, page, pageQuery } from '../../fields.ts';

export const auditQuery = pageQuery.extend({
  resource: z.string().max(40).optional(),
  actor: z.string().max(80).optional(),
  from: z.iso.date().optional(),
  to: z.iso.date().optional(),
});
export const auditItem = z.object({
  id: key,
  at: instant,
  actorName: z.string(),
  action: z.string(),
  resource: z.string(),
  resourceId: z.string().nullable(),
  /** What it is about, by its name; null where it has none, or none the reader may know. */
  subject: z.string().nullable(),
  caseNumber: z.string().nullable(),
  /** The reader may open the case. */
  caseOpens: z.boolean(),
  /** What was filled in or written with it; numbers of persons masked. */
  content: z.array(z.object({ label: z.string(), text: z.string() })),
  /** Organisation codes and process ids of `detail` → their names. */
  names: z.record(z.string(), z.string()),
  orgName: z.string().nullable(),
  ip: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
});
export type AuditItem = z.infer<typeof auditItem>;
export const auditPage = page(auditItem);

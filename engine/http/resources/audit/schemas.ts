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
  orgName: z.string().nullable(),
  ip: z.string().nullable(),
  detail: z.record(z.string(), z.json()),
});
export const auditPage = page(auditItem);

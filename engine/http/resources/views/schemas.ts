import { z } from 'zod';
import { key } from '../../fields.ts';

export const savedView = z.object({
  id: key,
  list: z.string(),
  name: z.string(),
  filter: z.record(z.string(), z.string()),
  count: z.number().int().nullable(),
});
export type SavedView = z.infer<typeof savedView>;
export const savedViews = z.object({ items: z.array(savedView) });
export const viewQuery = z.object({ list: z.enum(['inbox', 'members', 'cases']).optional() });
export const viewBody = z.object({
  list: z.enum(['inbox', 'members', 'cases']),
  name: z.string().trim().min(1).max(30),
  filter: z.record(z.string(), z.string().max(200)),
});

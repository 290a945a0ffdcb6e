import { z } from 'zod';

const part = z.object({ ok: z.boolean(), detail: z.string() });
export const health = z.object({
  ok: z.boolean(),
  version: z.string(),
  database: part,
  workers: part,
  disk: part,
});

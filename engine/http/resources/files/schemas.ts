import { z } from 'zod';

/** pdf, jpg, png, docx by magic bytes, 20 MB; images lose their position data. */
export const storedFile = z.object({
  id: z.string(),
  name: z.string(),
  mime: z.string(),
  size: z.number().int(),
});
export type StoredFile = z.infer<typeof storedFile>;

import { z } from 'zod';
import { instant, key, page } from '../../fields.ts';

export const notification = z.object({
  id: key,
  title: z.string(),
  body: z.string(),
  caseNumber: z.string().nullable(),
  createdAt: instant,
  readAt: instant.nullable(),
});
export type Notification = z.infer<typeof notification>;
export const notificationPage = page(notification).extend({ unread: z.number().int() });

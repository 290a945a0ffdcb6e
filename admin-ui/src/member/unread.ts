import { ref } from 'vue';
import type { z } from 'zod';
import type { notificationPage } from '../../../engine/http/resources/notifications/schemas.ts';
import { api } from '../api/client.ts';

export type Messages = z.infer<typeof notificationPage>;

/** Messages not read yet: the number on the tab. Whoever reads messages keeps it right. */
export const unread = ref(0);

export async function readMessages(limit = 30, cursor?: string | null): Promise<Messages> {
  const page = await api.get<Messages>('/api/notifications', { limit, cursor });
  unread.value = page.unread;
  return page;
}

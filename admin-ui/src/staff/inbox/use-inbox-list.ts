import { computed, ref, watch, type Ref } from 'vue';
import type { InboxItem, InboxPage } from '../../../../engine/http/resources/inbox/schemas.ts';
import { api, messageOf } from '../../api/client.ts';
import { onChange } from '../../api/live.ts';
import { toRequest, type InboxFilter } from './inbox-filter.ts';

const PAGE = 50;

/** The list's lines for a filter: first page, more on demand, anew when something has changed. */
export function useInboxList(filter: Ref<InboxFilter>) {
  const items = ref<InboxItem[]>([]);
  const total = ref(0);
  const fault = ref('');
  const loading = ref(true);
  const cursor = ref<string | null>(null);
  let latest = 0;

  async function load(limit = PAGE): Promise<void> {
    const mine = ++latest;
    try {
      const page = await api.get<InboxPage>('/api/inbox', { ...toRequest(filter.value), limit });
      // a slower answer to an earlier question is of no use
      if (mine !== latest) return;
      items.value = page.items;
      total.value = page.total;
      cursor.value = page.nextCursor;
      fault.value = '';
    } catch (error) {
      if (mine === latest) fault.value = messageOf(error);
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  async function more(): Promise<void> {
    const mine = ++latest;
    try {
      const page = await api.get<InboxPage>('/api/inbox', {
        ...toRequest(filter.value),
        limit: PAGE,
        cursor: cursor.value,
      });
      if (mine !== latest) return;
      items.value = [...items.value, ...page.items];
      total.value = page.total;
      cursor.value = page.nextCursor;
    } catch (error) {
      if (mine === latest) fault.value = messageOf(error);
    }
  }

  /** As many lines as are shown now. */
  const reload = () => load(Math.min(200, Math.max(PAGE, items.value.length)));

  watch(
    () => JSON.stringify(filter.value),
    () => {
      loading.value = true;
      void load();
    },
    { immediate: true },
  );
  onChange('inbox', () => void reload());

  return { items, total, fault, loading, hasMore: computed(() => cursor.value !== null), more, reload };
}

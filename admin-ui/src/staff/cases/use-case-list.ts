import { computed, ref, watch, type Ref } from 'vue';
import type { CaseListItem } from '../../../../engine/http/resources/cases/schemas.ts';
import { api, messageOf } from '../../api/client.ts';
import { onChange } from '../../api/live.ts';

export interface CaseFilter {
  service?: string;
  org?: string;
  status?: string;
  q?: string;
}

interface Page {
  items: CaseListItem[];
  total: number;
  nextCursor: string | null;
}

const PAGE = 50;

/** The cases a filter finds, page after page; anew when one of them has changed. */
export function useCaseList(filter: Ref<CaseFilter>) {
  const items = ref<CaseListItem[]>([]);
  const total = ref(0);
  const fault = ref('');
  const loading = ref(true);
  const cursor = ref<string | null>(null);
  let latest = 0;

  async function fetchPage(after: string | null, limit: number): Promise<void> {
    const mine = ++latest;
    try {
      const page = await api.get<Page>('/api/cases', { ...filter.value, cursor: after, limit });
      // a slower answer to an earlier question is of no use
      if (mine !== latest) return;
      items.value = after === null ? page.items : [...items.value, ...page.items];
      total.value = page.total;
      cursor.value = page.nextCursor;
      fault.value = '';
    } catch (error) {
      if (mine === latest) fault.value = messageOf(error);
    } finally {
      if (mine === latest) loading.value = false;
    }
  }

  const reload = () => fetchPage(null, Math.min(200, Math.max(PAGE, items.value.length)));
  const more = () => fetchPage(cursor.value, PAGE);

  watch(
    () => JSON.stringify(filter.value),
    () => {
      loading.value = true;
      void fetchPage(null, PAGE);
    },
    { immediate: true },
  );
  onChange('case', () => void reload());
  return { items, total, fault, loading, hasMore: computed(() => cursor.value !== null), more, reload };
}

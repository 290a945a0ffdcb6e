import { computed, ref, shallowRef } from 'vue';
import { api, messageOf } from '../api/client.ts';

export interface Page<T> {
  items: T[];
  total: number;
  nextCursor: string | null;
}
type Query = Record<string, string | undefined>;

const PAGE_SIZE = 50;
const MOST_AT_ONCE = 200;

/**
 * A list fetched page after page. A new query starts over, and an answer that comes after a newer question is dropped.
 * `first` is the first page as it came, for what else it says beside its items.
 */
export function usePagedList<T, P extends Page<T> = Page<T>>(path: string) {
  const items = shallowRef<T[]>([]);
  const first = shallowRef<P | null>(null);
  const cursor = ref<string | null>(null);
  const loading = ref(false);
  const problem = ref<string | null>(null);
  let query: Query = {};
  let asked = 0;

  async function ask(page: Query, take: (answer: P) => void): Promise<void> {
    const mine = ++asked;
    loading.value = true;
    try {
      const answer = await api.get<P>(path, { ...query, ...page });
      if (mine !== asked) return;
      take(answer);
      cursor.value = answer.nextCursor;
      problem.value = null;
    } catch (error) {
      if (mine === asked) problem.value = messageOf(error);
    } finally {
      if (mine === asked) loading.value = false;
    }
  }

  const start = (limit: number) =>
    ask({ limit: String(limit) }, (answer) => {
      items.value = answer.items;
      first.value = answer;
    });

  return {
    items,
    first,
    loading,
    problem,
    total: computed(() => first.value?.total ?? 0),
    hasMore: computed(() => cursor.value !== null),
    /** Asks anew, from the top. */
    load(wanted: Query): Promise<void> {
      query = wanted;
      return start(PAGE_SIZE);
    },
    /** The same again, as much of it as is on the screen. */
    refresh: () => start(Math.min(MOST_AT_ONCE, Math.max(PAGE_SIZE, items.value.length))),
    more: () =>
      ask({ limit: String(PAGE_SIZE), cursor: cursor.value ?? undefined }, (answer) => {
        items.value = [...items.value, ...answer.items];
      }),
  };
}

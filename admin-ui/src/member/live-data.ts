import { onMounted, ref, type Ref } from 'vue';
import { messageOf } from '../api/client.ts';
import { onChange, type ChangeKind } from '../api/live.ts';

export interface LiveData<T> {
  data: Ref<T | null>;
  /** Why it could not be read, as a sentence; empty when it could. */
  fault: Ref<string>;
  reload(): Promise<void>;
}

/**
 * What a page shows, read when it opens and again whenever the server says that something of these kinds has changed.
 * Of several answers the newest question's counts.
 */
export function useLiveData<T>(load: () => Promise<T>, kinds: ChangeKind[]): LiveData<T> {
  const data = ref(null) as Ref<T | null>;
  const fault = ref('');
  let asked = 0;
  async function reload(): Promise<void> {
    const mine = ++asked;
    try {
      const answer = await load();
      if (mine === asked) {
        data.value = answer;
        fault.value = '';
      }
    } catch (error) {
      if (mine === asked) fault.value = messageOf(error);
    }
  }
  onMounted(reload);
  if (kinds.length > 0) onChange(kinds, () => void reload());
  return { data, fault, reload };
}

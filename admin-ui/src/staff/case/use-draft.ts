import { onBeforeUnmount, ref } from 'vue';
import { api } from '../../api/client.ts';

export type FormValues = Record<string, unknown>;

const PAUSE_MS = 900;

/**
 * Keeps what is typed on the server, a moment after the last change, when the window is left and when the form goes.
 * @param save puts the values there and says when
 */
export function useDraft(save: (data: FormValues) => Promise<{ savedAt: string }>, last: string | null) {
  const savedAt = ref(last);
  const failed = ref(false);
  let waiting: FormValues | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;

  function keep(data: FormValues): void {
    waiting = data;
    clearTimeout(timer);
    timer = setTimeout(() => void flush(), PAUSE_MS);
  }

  async function flush(): Promise<void> {
    clearTimeout(timer);
    if (!waiting) return;
    const data = waiting;
    waiting = null;
    try {
      savedAt.value = (await save(data)).savedAt;
      failed.value = false;
    } catch {
      // tried again with the next change; submitting says itself what is wrong
      failed.value = true;
    }
  }

  /** What is waiting is not wanted any more: it was submitted or thrown away. */
  function drop(): void {
    clearTimeout(timer);
    waiting = null;
    savedAt.value = null;
  }

  const leave = () => void flush();
  document.addEventListener('visibilitychange', leave);
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', leave);
    leave();
  });
  return { savedAt, failed, keep, flush, drop };
}

export function taskDraft(key: string, last: string | null) {
  return useDraft((data) => api.put<{ savedAt: string }>(`/api/tasks/${key}/draft`, { data }), last);
}

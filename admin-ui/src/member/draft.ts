import { onBeforeUnmount, ref } from 'vue';
import { messageOf } from '../api/client.ts';
import { clockTime } from '../shared/dates.ts';

type FormData = Record<string, unknown>;

const PAUSE_MS = 1200;

/**
 * Keeps what is being filled in: after a short rest, when the page is left, and when the phone turns to something else.
 * @param save stores it and answers when that was
 */
export function useDraft(save: (data: FormData) => Promise<{ savedAt: string }>) {
  const words = ref('');
  let waiting: FormData | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let closed = false;
  let running: Promise<void> = Promise.resolve();

  function note(data: FormData): void {
    if (closed) return;
    waiting = data;
    clearTimeout(timer);
    timer = setTimeout(flush, PAUSE_MS);
  }

  /** One after another: an older draft never overwrites a newer one. */
  function flush(): Promise<void> {
    clearTimeout(timer);
    running = running.then(async () => {
      const data = waiting;
      waiting = null;
      if (!data || closed) return;
      try {
        const { savedAt } = await save(data);
        words.value = `草稿已保存 ${clockTime(savedAt)}`;
      } catch (error) {
        waiting ??= data;
        words.value = `草稿没有存上：${messageOf(error)}`;
      }
    });
    return running;
  }

  /** It has been submitted or thrown away: nothing is to be saved any more. */
  async function close(): Promise<void> {
    clearTimeout(timer);
    waiting = null;
    await running;
    closed = true;
    waiting = null;
  }

  function reopen(): void {
    closed = false;
    words.value = '';
  }

  const onHidden = () => document.visibilityState === 'hidden' && void flush();
  document.addEventListener('visibilitychange', onHidden);
  onBeforeUnmount(() => {
    document.removeEventListener('visibilitychange', onHidden);
    void flush();
  });
  return { words, note, flush, close, reopen };
}

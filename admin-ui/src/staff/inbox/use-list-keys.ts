import { onBeforeUnmount, onMounted, type Ref } from 'vue';

export interface ListActions {
  claim(key: string): void;
  close(): void;
}

/**
 * J and K go down and up the lines (`[data-key]` inside the list), C claims the line one is on. Enter opens, because
 * lines are links, and Escape closes. While somebody writes, keys are letters.
 */
export function useListKeys(list: Ref<HTMLElement | undefined>, act: ListActions): void {
  const lines = () => [...(list.value?.querySelectorAll<HTMLElement>('[data-key]') ?? [])];

  function current(all: HTMLElement[]): number {
    const focused = all.indexOf(document.activeElement as HTMLElement);
    return focused >= 0 ? focused : all.findIndex((line) => line.getAttribute('aria-current') === 'true');
  }

  function move(step: number): void {
    const all = lines();
    const next = all[Math.min(all.length - 1, Math.max(0, current(all) + step))];
    next?.focus();
    next?.scrollIntoView({ block: 'nearest' });
  }

  function listen(event: KeyboardEvent): void {
    const target = event.target as HTMLElement;
    const writes = target.closest('input, textarea, select, dialog, [contenteditable="true"]');
    if (writes || event.ctrlKey || event.metaKey || event.altKey) return;
    const pressed = event.key.toLowerCase();
    if (pressed === 'j') move(1);
    else if (pressed === 'k') move(-1);
    else if (pressed === 'c') {
      const all = lines();
      const key = all[current(all)]?.dataset.key;
      if (key) act.claim(key);
    } else if (pressed === 'escape') act.close();
    else return;
    event.preventDefault();
  }

  onMounted(() => document.addEventListener('keydown', listen));
  onBeforeUnmount(() => document.removeEventListener('keydown', listen));
}

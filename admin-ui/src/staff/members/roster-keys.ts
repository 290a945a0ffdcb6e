import { onScopeDispose, type Ref } from 'vue';

interface RosterKeys {
  items: Ref<{ id: string }[]>;
  openId: Ref<string | null>;
  open: (id: string | null) => void;
}

/** J and K go through the list, Escape closes the sheet; not while somebody is writing. */
export function useRosterKeys({ items, openId, open }: RosterKeys): void {
  function step(by: 1 | -1): void {
    const at = items.value.findIndex(({ id }) => id === openId.value);
    const next = items.value[at < 0 ? 0 : at + by];
    if (next) open(next.id);
  }
  function press(event: KeyboardEvent): void {
    if (event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    const deed = {
      j: () => step(1),
      k: () => step(-1),
      Escape: () => openId.value && open(null),
    }[event.key];
    if (!deed) return;
    event.preventDefault();
    deed();
  }
  window.addEventListener('keydown', press);
  onScopeDispose(() => window.removeEventListener('keydown', press));
}

function isWriting(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    target.closest('input, textarea, select, dialog, [contenteditable]') !== null
  );
}

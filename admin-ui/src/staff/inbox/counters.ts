import { effectScope, ref } from 'vue';
import type { InboxCounters } from '../../../../engine/http/resources/inbox/schemas.ts';
import { api } from '../../api/client.ts';
import { onChange } from '../../api/live.ts';
import { can } from '../../api/session.ts';

/** One set of numbers for the badge in the header and the views beside the list. */
const counters = ref<InboxCounters | null>(null);
let listening = false;

async function load(): Promise<void> {
  if (!can('task:read')) return;
  counters.value = await api.get<InboxCounters>('/api/inbox/counters').catch(() => counters.value);
}

export function useCounters() {
  if (!listening) {
    listening = true;
    // for as long as the page lives, whichever screen asked first
    effectScope(true).run(() => onChange('inbox', () => void load()));
  }
  return { counters, reloadCounters: load };
}

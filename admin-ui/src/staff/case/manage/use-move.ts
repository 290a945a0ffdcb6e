import { computed, reactive, ref, watch } from 'vue';
import type {
  CasePositions,
  Foreseen,
} from '../../../../../engine/http/resources/case-operations/schemas.ts';
import { api, messageOf } from '../../../api/client.ts';

type Position = CasePositions['instances'][number];

/** What is chosen to end and to begin, and what the server says would come of it. */
export function useMove(address: string) {
  const positions = ref<Position[]>([]);
  const at = ref(0);
  const ending = ref<string[]>([]);
  const beginning = ref<{ elementId: string; ancestorKey?: string }[]>([]);
  const told = reactive({ foreseen: null as Foreseen | null, refusal: '', asking: false });
  const fault = ref('');
  const loaded = ref(false);
  const position = computed(() => positions.value[at.value] ?? null);
  const change = computed(() => ({
    instanceKey: position.value?.key ?? '',
    terminate: ending.value,
    activate: beginning.value,
  }));
  const isEmpty = computed(() => ending.value.length + beginning.value.length === 0);
  let question = 0;

  async function load(): Promise<void> {
    try {
      positions.value = (await api.get<CasePositions>(`${address}/positions`)).instances;
      const alive = new Set(position.value?.active.map(({ key }) => key));
      ending.value = ending.value.filter((key) => alive.has(key));
      fault.value = '';
    } catch (error) {
      fault.value = messageOf(error);
    } finally {
      loaded.value = true;
    }
  }

  /** The first click on a step that is at work ends it, on any other one begins it; the second takes that back. */
  function pick(elementId: string): void {
    const active = position.value?.active.filter((one) => one.elementId === elementId) ?? [];
    // of several rounds those inside, not what holds them
    const leaves = active.some(({ isScope }) => !isScope) ? active.filter(({ isScope }) => !isScope) : active;
    if (leaves.length > 0) return toggleEnd(leaves.map(({ key }) => key));
    if (!position.value?.possible.some((one) => one.elementId === elementId)) return;
    if (beginning.value.some((one) => one.elementId === elementId)) dropBegin(elementId);
    else begin(elementId);
  }

  function toggleEnd(keys: string[]): void {
    const all = keys.every((key) => ending.value.includes(key));
    const others = ending.value.filter((key) => !keys.includes(key));
    ending.value = all ? others : [...others, ...keys];
  }

  function begin(elementId: string): void {
    beginning.value = [...beginning.value, { elementId }];
  }

  function dropBegin(elementId: string): void {
    beginning.value = beginning.value.filter((one) => one.elementId !== elementId);
  }

  /** Into which of several instances of the scope around it. */
  function into(elementId: string, ancestorKey: string): void {
    beginning.value = beginning.value.map((one) =>
      one.elementId === elementId ? { elementId, ...(ancestorKey ? { ancestorKey } : {}) } : one,
    );
  }

  async function ask(): Promise<void> {
    const mine = ++question;
    told.refusal = '';
    if (isEmpty.value) {
      told.foreseen = null;
      told.asking = false;
      return;
    }
    told.asking = true;
    try {
      const foreseen = await api.post<Foreseen>(`${address}/positions/preview`, change.value);
      if (mine === question) told.foreseen = foreseen;
    } catch (error) {
      if (mine !== question) return;
      told.foreseen = null;
      told.refusal = messageOf(error);
    } finally {
      if (mine === question) told.asking = false;
    }
  }

  watch(change, ask, { deep: true });
  watch(at, () => {
    ending.value = [];
    beginning.value = [];
  });
  void load();

  return {
    positions,
    at,
    position,
    ending,
    beginning,
    told,
    fault,
    loaded,
    change,
    isEmpty,
    load,
    pick,
    toggleEnd,
    begin,
    dropBegin,
    into,
  };
}

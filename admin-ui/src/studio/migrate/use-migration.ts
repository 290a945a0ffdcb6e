import { computed, reactive, ref, shallowRef, watch } from 'vue';
import type {
  MigrateBody,
  MigrationOutlook,
  MigrationResult,
} from '../../../../engine/http/resources/migrations/schemas.ts';
import { api, messageOf } from '../../api/client.ts';

export type Phase = 'plan' | 'trying' | 'tried' | 'migrating' | 'migrated';

/** What a trial, or the migration itself, said of each case: why it cannot go; nothing: it can. */
export type Verdicts = Map<string, string[]>;

/** Small enough that one sees it move, large enough to be done soon. */
const AT_ONCE = 10;

/** A migration from the choice of what becomes of each step to its end. */
export function useMigration(process: string, from: number, to: number) {
  const outlook = shallowRef<MigrationOutlook | null>(null);
  const fault = ref('');
  const phase = ref<Phase>('plan');
  /** Step → step of the other version; empty: none. */
  const mapping = reactive<Record<string, string>>({});
  const choices = reactive({ timers: 'keep', subscriptions: 'keep' } as Pick<
    MigrateBody,
    'timers' | 'subscriptions'
  >);
  const verdicts = shallowRef<Verdicts>(new Map());
  const progress = reactive({ done: 0, total: 0 });
  const migrationKey = ref<string | null>(null);
  const able = computed(() => keysOf((reasons) => reasons.length === 0));

  async function open(): Promise<void> {
    try {
      const found = await api.get<MigrationOutlook>('/api/migrations/outlook', { process, from, to });
      for (const { id, to: proposed } of found.steps) mapping[id] = proposed ?? '';
      outlook.value = found;
    } catch (error) {
      fault.value = messageOf(error);
    }
  }

  function keysOf(test: (reasons: string[]) => boolean): string[] {
    return [...verdicts.value].flatMap(([key, reasons]) => (test(reasons) ? [key] : []));
  }

  /** What was tried is no longer what would happen. */
  watch([mapping, choices], () => {
    if (phase.value !== 'tried') return;
    phase.value = 'plan';
    verdicts.value = new Map();
  });

  async function inParts(keys: string[], path: string): Promise<void> {
    Object.assign(progress, { done: 0, total: keys.length });
    const plan = Object.fromEntries(Object.entries(mapping).filter(([, chosen]) => chosen !== ''));
    for (let at = 0; at < keys.length; at += AT_ONCE) {
      const body: MigrateBody = {
        process,
        from,
        to,
        mapping: plan,
        ...choices,
        instanceKeys: keys.slice(at, at + AT_ONCE),
        continues: path === '' ? migrationKey.value : null,
      };
      const result = await api.postLong<MigrationResult>(`/api/migrations${path}`, body);
      migrationKey.value = result.migrationKey ?? migrationKey.value;
      verdicts.value = new Map([
        ...verdicts.value,
        ...result.instances.map(({ key, reasons }) => [key, reasons] as const),
      ]);
      progress.done = Math.min(at + AT_ONCE, keys.length);
    }
  }

  async function attempt(during: Phase, after: Phase, work: () => Promise<void>, otherwise: Phase) {
    phase.value = during;
    fault.value = '';
    try {
      await work();
      phase.value = after;
    } catch (error) {
      fault.value = messageOf(error);
      phase.value = otherwise;
    }
  }

  async function tryOut(): Promise<void> {
    verdicts.value = new Map();
    const keys = outlook.value!.instances.map(({ key }) => key);
    await attempt('trying', 'tried', () => inParts(keys, '/trial'), 'plan');
  }

  /** When it breaks off, what has moved has moved: that much can be undone, and the rest be tried again. */
  async function migrate(): Promise<void> {
    const keys = able.value;
    verdicts.value = new Map([...verdicts.value].filter(([, reasons]) => reasons.length > 0));
    await attempt('migrating', 'migrated', () => inParts(keys, ''), 'migrated');
  }

  void open();
  return { outlook, fault, phase, mapping, choices, verdicts, progress, migrationKey, able, tryOut, migrate };
}

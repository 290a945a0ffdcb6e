import { computed, ref } from 'vue';
import type { CaseDetail } from '../../../../engine/http/resources/cases/schemas.ts';
import type { TaskDetail } from '../../../../engine/http/resources/tasks/schemas.ts';
import { api, messageOf } from '../../api/client.ts';
import { onChange } from '../../api/live.ts';
import { can } from '../../api/session.ts';
import { newsOf } from './news-of.ts';

/**
 * A task and the case it belongs to, as they are now. Opened by the task (inbox) or by the case's number (case page),
 * where the first task that is the actor's to work comes along.
 */
export function useCase(asked: { taskKey?: string | undefined; number?: string | undefined }) {
  const task = ref<TaskDetail | null>(null);
  const file = ref<CaseDetail | null>(null);
  const fault = ref('');
  const loading = ref(true);
  /** What happened to the open task while it was being worked, when somebody else did it. */
  const news = ref('');
  const number = computed(() => asked.number ?? task.value?.caseNumber ?? null);
  let finishing = false;
  /** Changes made on this page, and how many of them the shown task has already. */
  let made = 0;
  let shown = 0;

  async function load(): Promise<void> {
    try {
      if (asked.taskKey) await loadTask(asked.taskKey);
      if (number.value && can('case:read')) {
        file.value = await api.get<CaseDetail>(`/api/cases/${encodeURIComponent(number.value)}`);
      }
      if (!asked.taskKey) await loadWorkable();
      fault.value = '';
    } catch (error) {
      fault.value = messageOf(error);
    } finally {
      loading.value = false;
    }
  }

  async function loadTask(key: string): Promise<void> {
    const asked = made;
    const now = await api.get<TaskDetail>(`/api/tasks/${key}`);
    // changed here meanwhile, which loads again: this answer is older than that
    if (asked !== made) return;
    const before = task.value?.key === key ? task.value : null;
    task.value = now;
    if (shown !== made) news.value = '';
    else if (before && !finishing) news.value = newsOf(before, now) || news.value;
    shown = made;
  }

  async function loadWorkable(): Promise<void> {
    const open = file.value?.tasks.find(({ workable }) => workable);
    if (open) await loadTask(open.key);
    else task.value = null;
  }

  /** Who did it is in the case's path and timeline, which is read after the task. */
  const doer = computed(() => {
    const name = task.value?.name ?? '';
    return file.value?.timeline.findLast(({ kind, title }) => kind === 'task' && title.startsWith(name))
      ?.actorName;
  });

  /** What this page itself changes is no news, neither meanwhile nor when the task is loaded next. */
  async function whileChanging<T>(change: () => Promise<T>): Promise<T> {
    finishing = true;
    try {
      const result = await change();
      made++;
      return result;
    } finally {
      finishing = false;
    }
  }

  function take(now: TaskDetail): void {
    task.value = now;
    news.value = '';
  }

  void load();
  onChange(['case', 'inbox'], (id, kind) => {
    if (finishing || (kind === 'case' && id !== undefined && id !== number.value)) return;
    void load();
  });

  return { task, file, number, fault, loading, news, doer, load, take, whileChanging };
}

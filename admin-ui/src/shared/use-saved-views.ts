import { ref } from 'vue';
import type { SavedView } from '../../../engine/http/resources/views/schemas.ts';
import { api, messageOf } from '../api/client.ts';
import { onChange } from '../api/live.ts';
import { askConfirm, askReason, toast } from './notify.ts';

/** The person's own views of a list. */
export function useSavedViews(list: SavedView['list']) {
  const views = ref<SavedView[]>([]);

  async function load(): Promise<void> {
    views.value =
      (await api.get<{ items: SavedView[] }>('/api/views', { list }).catch(() => null))?.items ?? views.value;
  }

  async function save(filter: Record<string, string>): Promise<void> {
    const name = await askReason({
      title: '把当前筛选存为视图',
      reason: '视图名称',
      placeholder: '如：本周到期 · 全部支部',
      action: '保存',
      line: true,
      most: 30,
    });
    if (name === null) return;
    await attempt(() => api.post('/api/views', { list, name, filter }), `视图“${name}”已保存。`);
  }

  async function remove(view: SavedView): Promise<void> {
    const sure = await askConfirm({
      title: `删除视图“${view.name}”？`,
      text: '只删除这个筛选，列表里的内容不受影响。',
      action: '删除',
      danger: true,
    });
    if (sure) await attempt(() => api.delete(`/api/views/${view.id}`), `视图“${view.name}”已删除。`);
  }

  async function attempt(change: () => Promise<unknown>, done: string): Promise<void> {
    try {
      await change();
      toast(done);
      await load();
    } catch (error) {
      toast(messageOf(error), 'fault');
    }
  }

  void load();
  onChange(list === 'inbox' ? 'inbox' : 'case', () => void load());
  return { views, save, remove };
}

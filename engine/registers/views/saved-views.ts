import type { z } from 'zod';
import { conflict, notFound } from '../../errors.ts';
import type { viewBody } from '../../http/resources/views/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';

export interface StoredView {
  id: string;
  list: string;
  name: string;
  filter: Record<string, string>;
}

const MOST_VIEWS = 50;

/** Everybody's own, in the order they were made. */
export async function listViews({ db }: Services, actor: Actor, list?: string): Promise<StoredView[]> {
  const found = db('saved_view').where('owner', actor.id).orderBy('id');
  if (list) found.where({ list });
  return (await found.select('id', 'list', 'name', 'filter')) as StoredView[];
}

/** Under a name that is already there the new filter takes the old one's place. */
export async function saveView(
  { db, clock }: Services,
  actor: Actor,
  view: z.infer<typeof viewBody>,
): Promise<StoredView> {
  const known = await db('saved_view').where('owner', actor.id).select('id');
  if (known.length >= MOST_VIEWS) throw conflict(`最多保存 ${MOST_VIEWS} 个视图，请先删除不用的。`);
  const [stored] = await db('saved_view')
    .insert({ ...view, filter: JSON.stringify(view.filter), owner: actor.id, created_at: clock.now() })
    .onConflict(['owner', 'list', 'name'])
    .merge(['filter'])
    .returning<StoredView[]>(['id', 'list', 'name', 'filter']);
  return stored!;
}

export async function deleteView({ db }: Services, actor: Actor, id: string): Promise<void> {
  const deleted = await db('saved_view').where({ id, owner: actor.id }).delete();
  if (deleted === 0) throw notFound('没有找到这个视图，可能已经删除。');
}

import { inboxViews, type InboxCounters } from '../../http/resources/inbox/schemas.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { tasksInView, type InboxView } from './tasks-in-reach.ts';

/** The numbers on the tabs and in the services' menu: counts of exactly the lists they open. */
export async function countInbox(services: Services, actor: Actor): Promise<InboxCounters> {
  const [counts, byService] = await Promise.all([
    Promise.all(inboxViews.map((view) => countView(services, actor, view))),
    countByService(services, actor),
  ]);
  const views = Object.fromEntries(inboxViews.map((view, i) => [view, counts[i]!]));
  return { views: views as Record<InboxView, number>, services: byService };
}

async function countView(services: Services, actor: Actor, view: InboxView): Promise<number> {
  const [row] = await tasksInView(services, actor, view).count<[{ count: string }]>('t.key as count');
  return Number(row?.count ?? 0);
}

async function countByService(services: Services, actor: Actor): Promise<InboxCounters['services']> {
  const rows = await tasksInView(services, actor, 'todo')
    .whereNotNull('d.service_code')
    .select<{ code: string; name: string; count: string }[]>(
      'd.service_code as code',
      services.db.raw('max(d.name) as name'),
      services.db.raw('count(*) as count'),
    )
    .groupBy('d.service_code')
    .orderBy('d.service_code');
  return rows.map((row) => ({ ...row, count: Number(row.count) }));
}

import { notFound } from '../../errors.ts';
import type { Actor } from '../../policy/actor.ts';
import type { Services } from '../../services.ts';
import { announceChange, type Change } from '../../store/changes.ts';
import { notificationsOf } from './list-notifications.ts';

/** @throws `not_found` for somebody else's message */
export async function markRead(services: Services, actor: Actor, id: string): Promise<void> {
  const found = await notificationsOf(services, actor).where('n.id', id).first('n.id');
  if (!found) throw notFound('没有找到这条消息。');
  await mark(services, actor, [id]);
}

export async function markAllRead(services: Services, actor: Actor): Promise<void> {
  const unread = await notificationsOf(services, actor)
    .whereNull('n.read_at')
    .select<{ id: string }[]>('n.id');
  if (unread.length > 0)
    await mark(
      services,
      actor,
      unread.map(({ id }) => id),
    );
}

/** Whoever read it first stays on record. Other screens of the same people take the number off, too. */
async function mark({ db, pool, clock }: Services, actor: Actor, ids: string[]): Promise<void> {
  await db('notification').whereIn('id', ids).whereNull('read_at').update({ read_at: clock.now() });
  const whose: Partial<Change> =
    actor.kind === 'member' ? { memberIds: [actor.memberId] } : { orgCodes: [actor.orgCode] };
  await announceChange(pool, { event: 'notification', ...whose });
}

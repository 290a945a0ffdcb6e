import { DateTime } from 'luxon';
import type { Services } from '../services.ts';
import { OfficeDays } from './office-days.ts';
import { People } from './people.ts';
import { plantDistrict } from './plant-district.ts';
import { Stage } from './stage.ts';
import { hardshipStories } from './stories/hardship.ts';
import { opinionStories } from './stories/opinion.ts';
import { probationStories } from './stories/probation.ts';
import { talkStories } from './stories/talk.ts';

const stories = [...hardshipStories, ...probationStories, ...talkStories, ...opinionStories];

/**
 * Fills an empty, deployed system with an invented district at work: people, accounts, and cases in every state, which
 * came about by the product's own commands over the last months. Everything is counted from the clock's today.
 */
export async function loadDemo(services: Services, progress: (step: string) => void): Promise<void> {
  progress('演示数据：党组织、党员、账号');
  await plantDistrict(services);
  await services.policy.reload();
  const now = services.clock.now();
  const days = new OfficeDays(services.policy, now, services.config.TIME_ZONE);
  const stage = new Stage(services, await People.read(services), days);
  await stage.play(stories, (done, total) => {
    progress(`演示数据：办件 ${Math.round((done * 100) / total)}%`);
  });
  await stage.catchUp(now);
  await settle(services);
}

/** Messages of the past were sent then, and are not sent again; older news were read. */
async function settle({ db, clock }: Services): Promise<void> {
  await db('outbox')
    .where('state', 'waiting')
    .update({ state: 'sent', sent_at: db.ref('created_at') });
  const recently = DateTime.fromJSDate(clock.now()).minus({ days: 6 }).toJSDate();
  await db('notification')
    .whereNull('read_at')
    .where('created_at', '<', recently)
    .update({ read_at: recently });
}

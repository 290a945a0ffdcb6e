import { z } from 'zod';
import { forbidden } from '../../../errors.ts';
import { announceSoon } from '../../../store/announcer.ts';
import { AdjustableClock } from '../../../store/clock.ts';
import type { Services } from '../../../services.ts';
import { defineRoute, type Route } from '../../route.ts';
import { long } from '../fields.ts';

const authorize = { resource: 'clock', action: 'pin' };
/** Until the year 9999. */
const LATEST = 253_402_300_799_999;

export const routes: Route[] = [
  defineRoute({
    method: 'put',
    path: '/v2/clock',
    summary: '把本节点的时钟钉在此刻（须由 CLOCK_API 打开）',
    authorize,
    body: z.strictObject({ timestamp: long(0, LATEST) }),
    handler: async ({ body }, services) => {
      clockOf(services).pin(body.timestamp);
      ringAll(services);
    },
  }),
  defineRoute({
    method: 'post',
    path: '/v2/clock/reset',
    summary: '放开时钟',
    authorize,
    handler: async (_request, services) => {
      clockOf(services).reset();
      ringAll(services);
    },
  }),
];

function clockOf({ clock, config }: Services): AdjustableClock {
  if (config.CLOCK_API === 'on' && clock instanceof AdjustableClock) return clock;
  throw forbidden('Expected the setting CLOCK_API to be on, but it is off.');
}

/** What has become due by the new time is looked for. */
function ringAll({ pool }: Services): void {
  announceSoon(pool, { taskKeys: [], changes: [], wakes: new Set(['timers', 'outbox', 'signals']) });
}

import type { SystemActor } from './actor.ts';

/** In whose name the engine acts by itself: timers, warnings, start-up. */
export const systemActor: SystemActor = {
  kind: 'system',
  id: 'system',
  displayName: '系统',
  orgCode: '',
  roles: [],
};

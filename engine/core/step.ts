import type { Effect } from './effects.ts';
import type { Env } from './env.ts';
import type { Event } from './events.ts';
import { fail, type Failure } from './failure.ts';
import type { Instance } from './instance.ts';
import type { Model } from './model.ts';
import type { Trigger } from './trigger.ts';

export { createInstance } from './create-instance.ts';

export interface StepResult {
  instance: Instance;
  events: Event[];
  effects: Effect[];
}

/**
 * Moves one instance as far as it goes on one trigger. Pure: the instance handed in is never changed, the same
 * arguments give the same result. Its cost follows what is alive and what this step enters, never the history.
 */
export function step(_model: Model, _instance: Instance, trigger: Trigger, _env: Env): StepResult | Failure {
  return fail('not_ready', `Expected a trigger this version knows, but got ${trigger.type}.`);
}

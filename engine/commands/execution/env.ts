import type { Env } from '../../core/env.ts';
import type { Key } from '../../core/keys.ts';
import type { Services } from '../../services.ts';

/** How many elements one step may enter in one scope. */
const STEP_BUDGET = 1000;

/** What a step may know of the world: the command's time, keys, and the calendar of the district. */
export function envOf({ policy }: Services, now: Date, nextKey: () => Key = noKeys): Env {
  return {
    now,
    nextKey,
    dueAt: (term, from) => policy.dueAt(term, from),
    cronAfter: (cron, from) => policy.cronAfter(cron, from),
    stepBudget: STEP_BUDGET,
  };
}

function noKeys(): Key {
  throw new Error('Expected no key to be needed where no step is taken, but one was.');
}

import type { Key } from './keys.ts';

/** Everything a step may know that is not in the graph or the instance. Pure: the same env gives the same step. */
export interface Env {
  /** The command's time. */
  now: Date;
  /** Ascending, unique. */
  nextKey(): Key;
  /**
   * When a term that starts at `from` runs out, counted on the business calendar: `3WD` working days (the day itself
   * does not count), `P15D`/`P3M`/`P1Y`/`PT2H` ISO 8601 durations, moved to the next working day where a day term ends
   * on a holiday. Null when the term cannot be read.
   */
  dueAt(term: string, from: Date): Date | null;
  /**
   * The first moment after `from` that a cron line names, where the district is: `0 0 9 * * MON-FRI` (with seconds),
   * `0 9 * * *`, `@daily`. Null when it cannot be read or never comes.
   */
  cronAfter(cron: string, from: Date): Date | null;
  /** How many elements one step may enter in one scope before it is stopped with an incident (`step_budget`). */
  stepBudget: number;
}

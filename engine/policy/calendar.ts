import { Cron } from 'croner';
import { DateTime, Duration } from 'luxon';
import type { PolicyRow } from './csv.ts';

/**
 * The business calendar: Monday to Friday, but for the holidays and make-up working days of `calendar.csv`. Years
 * the table does not cover count as plain Monday to Friday.
 */
export class Calendar {
  readonly #days = new Map<string, 'holiday' | 'workday'>();

  constructor(
    rows: PolicyRow[],
    readonly timeZone: string,
  ) {
    for (const { cells } of rows) {
      this.#days.set(cells.date!, cells.kind === 'workday' ? 'workday' : 'holiday');
    }
  }

  isWorkingDay(day: DateTime): boolean {
    const listed = this.#days.get(day.toISODate()!);
    return listed ? listed === 'workday' : day.weekday <= 5;
  }

  /**
   * When a term that starts at `from` runs out: `3WD` working days, or an ISO 8601 duration. The first day does not
   * count. Terms of whole days end with their last day, months keep the day of the month (or take the last one), and
   * an end on a day off moves to the next working day. A term with hours or minutes is exact. Null: not a term.
   */
  dueAt(term: string, from: Date): Date | null {
    const start = DateTime.fromJSDate(from, { zone: this.timeZone });
    const working = /^(\d{1,4})WD$/.exec(term.trim());
    if (working) return this.#endOf(this.#addWorkingDays(start, Number(working[1])));
    const duration = Duration.fromISO(term.trim());
    if (!duration.isValid || duration.toMillis() < 0) return null;
    if (term.includes('T')) return start.plus(duration).toJSDate();
    return this.#endOf(this.#nextWorkingDay(start.plus(duration)));
  }

  /** The first moment after `from` that a cron line names; null when it cannot be read or never comes. */
  cronAfter(cron: string, from: Date): Date | null {
    try {
      return new Cron(cron, { timezone: this.timeZone, paused: true }).nextRun(from);
    } catch {
      return null;
    }
  }

  /** Working days that have passed since the due date's day, today included; 0 when not yet due. */
  overdueWorkingDays(dueAt: Date, now: Date): number {
    if (now <= dueAt) return 0;
    let day = DateTime.fromJSDate(dueAt, { zone: this.timeZone }).startOf('day');
    const today = DateTime.fromJSDate(now, { zone: this.timeZone }).startOf('day');
    let count = 0;
    while (day < today) {
      day = day.plus({ days: 1 });
      if (this.isWorkingDay(day)) count += 1;
    }
    return count;
  }

  #addWorkingDays(start: DateTime, count: number): DateTime {
    let day = start;
    for (let left = count; left > 0;) {
      day = day.plus({ days: 1 });
      if (this.isWorkingDay(day)) left -= 1;
    }
    return day;
  }

  #nextWorkingDay(start: DateTime): DateTime {
    let day = start;
    while (!this.isWorkingDay(day)) day = day.plus({ days: 1 });
    return day;
  }

  #endOf(day: DateTime): Date {
    return day.endOf('day').toJSDate();
  }
}

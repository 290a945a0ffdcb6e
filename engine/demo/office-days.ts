import { DateTime } from 'luxon';
import type { Services } from '../services.ts';

const MOST_BACK = 90;

/** Working days around today, counted as people do: -1 is the last one before today, 1 the first one after. */
export class OfficeDays {
  readonly today: DateTime;
  readonly #past: DateTime[] = [];

  constructor(
    private readonly policy: Services['policy'],
    now: Date,
    readonly zone: string,
  ) {
    this.today = DateTime.fromJSDate(now, { zone }).startOf('day');
    for (
      let day = this.today.minus({ days: 1 });
      this.#past.length < MOST_BACK;
      day = day.minus({ days: 1 })
    ) {
      if (this.#isWorking(day)) this.#past.push(day);
    }
  }

  /** @param offset before today: -1, -2 … */
  at(offset: number, time = '09:00'): DateTime {
    const [hour, minute] = time.split(':').map(Number);
    return this.#past[-offset - 1]!.set({ hour, minute });
  }

  /** The first working day at least so many days after today. */
  after(days: number): DateTime {
    let day = this.today.plus({ days });
    while (!this.#isWorking(day)) day = day.plus({ days: 1 });
    return day;
  }

  /** A term of one working day from the day before ends on this day, or this is none. */
  #isWorking(day: DateTime): boolean {
    const due = this.policy.dueAt('1WD', day.minus({ days: 1 }).set({ hour: 12 }).toJSDate())!;
    return DateTime.fromJSDate(due, { zone: this.zone }).hasSame(day, 'day');
  }
}

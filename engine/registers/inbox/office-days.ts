import { DateTime } from 'luxon';

/** End of the day and of the week (Sunday) that hold `now` where the office is. */
export function officeEnds(now: Date, timeZone: string): [endOfDay: Date, endOfWeek: Date] {
  const local = DateTime.fromJSDate(now, { zone: timeZone });
  return [local.endOf('day').toJSDate(), local.endOf('week').toJSDate()];
}

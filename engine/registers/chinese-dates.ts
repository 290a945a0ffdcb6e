import { DateTime } from 'luxon';

/** 11月19日, as the calendar where the office is has it. */
export function monthDay(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('M月d日');
}

/** 2026年11月19日 */
export function fullDay(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('yyyy年M月d日');
}

/** 11月19日 09:05 */
export function clockTime(instant: Date, timeZone: string): string {
  return DateTime.fromJSDate(instant, { zone: timeZone }).toFormat('M月d日 HH:mm');
}

import { DateTime } from 'luxon';

/** Ages are full years on today's date where the office is; the birthday counts. */

/** ISO day of today. */
export function officeDay(now: Date, timeZone: string): string {
  return DateTime.fromJSDate(now, { zone: timeZone }).toISODate()!;
}

export function ageOn(today: string, birthDate: string): number {
  const years = Number(today.slice(0, 4)) - Number(birthDate.slice(0, 4));
  return today.slice(5) < birthDate.slice(5) ? years - 1 : years;
}

/** Who is `years` or older on that day was born then or earlier. */
export function bornAtLatest(today: string, years: number): string {
  return DateTime.fromISO(today).minus({ years }).toISODate()!;
}

/** The bands of the age statistics: from, to (both included). */
export const ageBands: { label: string; from: number | null; to: number | null }[] = [
  { label: '35 岁及以下', from: null, to: 35 },
  { label: '36–45 岁', from: 36, to: 45 },
  { label: '46–59 岁', from: 46, to: 59 },
  { label: '60–79 岁', from: 60, to: 79 },
  { label: '80 岁及以上', from: 80, to: null },
];

import { dateText } from '../../../engine/core/written.ts';
import { officeNow, session } from '../api/session.ts';

/** Days are counted where the office is, whatever the device says. */
const ZONE = 'Asia/Shanghai';
const parts = new Intl.DateTimeFormat('en-CA', {
  timeZone: ZONE,
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

interface Moment {
  year: number;
  month: number;
  day: number;
  iso: string;
  time: string;
}

function read(value: string | Date): Moment {
  if (typeof value === 'string' && /^\d{4}-\d{2}-\d{2}$/.test(value)) {
    const [year = 0, month = 0, day = 0] = value.split('-').map(Number);
    return { year, month, day, iso: value, time: '' };
  }
  const found = Object.fromEntries(
    parts.formatToParts(new Date(value)).map(({ type, value }) => [type, value]),
  );
  return {
    year: Number(found.year),
    month: Number(found.month),
    day: Number(found.day),
    iso: `${found.year}-${found.month}-${found.day}`,
    time: `${found.hour}:${found.minute}`,
  };
}

/** 11月19日; with the year where it is not this one: 2025年11月19日 */
export function shortDate(value: string | Date): string {
  const { year, month, day } = read(value);
  const same = year === Number(session.system.today.slice(0, 4));
  return same ? `${month}月${day}日` : `${year}年${month}月${day}日`;
}

/** 2026年11月19日 */
export function fullDate(value: string | Date): string {
  return dateText(read(value).iso);
}

/** 10:42 */
export function clockTime(value: string | Date): string {
  return read(value).time;
}

/** 今天 10:42 · 昨天 10:42 · 11月19日 10:42 */
export function dateTime(value: string | Date): string {
  const { time } = read(value);
  return `${relativeDay(value)} ${time}`.trim();
}

/** 今天 · 昨天 · 明天 · 11月19日 */
export function relativeDay(value: string | Date): string {
  const distance = daysFromToday(value);
  return { '-1': '昨天', 0: '今天', 1: '明天' }[distance] ?? shortDate(value);
}

/** Calendar days from the office's today; negative: past. */
export function daysFromToday(value: string | Date): number {
  return Math.round((Date.parse(read(value).iso) - Date.parse(read(officeNow()).iso)) / 86_400_000);
}

/** 今天 17:30 · 今天 (when the whole day is left) · 明天 · 11月19日 */
export function dueMoment(value: string): string {
  const day = relativeDay(value);
  const time = clockTime(value);
  return day === '今天' && time < '23:59' ? `今天 ${time}` : day;
}

/** 今天 17:30 到期 · 11月19日 到期 */
export function dueWords(value: string): string {
  return `${dueMoment(value)} 到期`;
}

/** 2026-11-24T09:30+08:00 → 2026-11-24 09:30: year first, and the clock as it was written. */
export function chineseDate(value: string): string {
  const [, day = value, clock] = /^(\d{4}-\d{2}-\d{2})(?:T(\d{2}:\d{2}))?/.exec(value) ?? [];
  return clock ? `${day} ${clock}` : day;
}

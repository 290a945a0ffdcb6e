const weekdays = ['周日', '周一', '周二', '周三', '周四', '周五', '周六'];

/** 2026-10-01 → 2026年10月1日 周四; what is no day stays as it is. */
export function shortDay(day: string): string {
  const [, year, month, date] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(day) ?? [];
  if (!year) return day;
  const weekday = weekdays[new Date(Date.UTC(Number(year), Number(month) - 1, Number(date))).getUTCDay()];
  return `${year}年${Number(month)}月${Number(date)}日 ${weekday}`;
}

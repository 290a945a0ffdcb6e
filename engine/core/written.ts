/**
 * How amounts and days are written wherever people read them: papers, lists, messages and screens. The screens import
 * this very file, and FEEL knows both as functions: `="申请 " + moneyText(amountApplied)`.
 */

/** 1500 → 1,500.00 元; nothing is written as nothing, and what is no number as it stands. */
export function moneyText(value: unknown): string {
  const amount = numberText(value, 2);
  return NUMBER.test(plain(value)) ? `${amount} 元` : amount;
}

/** 21400.5 → 21,400.50, with `digits` decimals or as many as there are; exact, however long. */
export function numberText(value: unknown, digits?: number): string {
  const [, sign = '', whole, fraction = ''] = NUMBER.exec(plain(value)) ?? [];
  if (whole === undefined) return plain(value);
  const places = digits ?? fraction.length;
  const oneMore = BigInt(whole + fraction.padEnd(places + 1, '0').slice(0, places + 1));
  const rounded = String((oneMore + 5n) / 10n).padStart(places + 1, '0');
  const point = rounded.length - places;
  const grouped = rounded.slice(0, point).replace(/\B(?=(\d{3})+$)/g, ',');
  return sign + grouped + (places > 0 ? `.${rounded.slice(point)}` : '');
}

/** 2026-12-07 → 2026年12月7日; 2026-12-07T09:30+08:00 → 2026年12月7日 09:30, the clock as it was written. */
export function dateText(value: unknown): string {
  const [, year, month, day, clock] = DAY.exec(plain(value)) ?? [];
  if (year === undefined) return plain(value);
  return `${year}年${Number(month)}月${Number(day)}日${clock ? ` ${clock}` : ''}`;
}

const NUMBER = /^(-?)(\d+)(?:\.(\d+))?$/;
const DAY = /^(\d{4})-(\d{2})-(\d{2})(?:T(\d{2}:\d{2})(?::\d{2}(?:\.\d+)?)?(?:Z|[+-]\d{2}:\d{2})?)?$/;

function plain(value: unknown): string {
  return value === null || value === undefined ? '' : String(value);
}

/**
 * How amounts and days are written wherever people read them: papers, lists, messages and screens. The screens import
 * this very file, and FEEL knows both as functions: `="申请 " + moneyText(amountApplied)`.
 */

/** 1500 → 1,500.00 元; nothing is written as nothing, and what is no number as it stands. */
export function moneyText(value: unknown): string {
  const amount = numberText(value, 2);
  return NUMBER.test(plain(value)) ? `${amount} 元` : amount;
}

/**
 * 1500 → 壹仟伍佰元整, as receipts have it (支付结算办法 附一); a cent after no dime has its 零. What is no number, or
 * has more than twelve digits before the point, stays as it stands.
 */
export function capitalText(value: unknown): string {
  const amount = numberText(value, 2).replaceAll(',', '');
  const [, sign = '', whole = '', tenth = '', cent = ''] = /^(-?)(\d{1,12})\.(\d)(\d)$/.exec(amount) ?? [];
  if (whole === '') return amount;
  const yuan = capitalWhole(whole);
  const small = `${tenth === '0' ? (yuan && cent !== '0' ? '零' : '') : `${DIGITS[+tenth]}角`}${cent === '0' ? '整' : `${DIGITS[+cent]}分`}`;
  const any = yuan !== '' || tenth !== '0' || cent !== '0';
  return any ? `${sign ? '负' : ''}${yuan && `${yuan}元`}${small}` : '零元整';
}

/** Fours from the left, each with its unit; one 零 wherever digits are missing in between. */
function capitalWhole(whole: string): string {
  const digits = whole.padStart(Math.ceil(whole.length / 4) * 4, '0');
  const fours = digits.match(/.{4}/g)!;
  const written = fours.map((four, place) => {
    const words = [...four]
      .map((digit, at) => (digit === '0' ? '零' : DIGITS[+digit]! + PLACES[at]!))
      .join('');
    return four === '0000' ? '零' : words + FOURS[fours.length - 1 - place]!;
  });
  return written
    .join('')
    .replace(/零+/g, '零')
    .replace(/^零|零(?=[万亿])|零$/g, '');
}

const DIGITS = [...'零壹贰叁肆伍陆柒捌玖'];
const PLACES = ['仟', '佰', '拾', ''];
const FOURS = ['', '万', '亿'];

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

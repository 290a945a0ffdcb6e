import { halfWidth } from '../values/text.ts';
import type { RosterRow } from './row.ts';

const MOBILE = /^1[3-9]\d{9}$/;
const LANDLINE = /^0\d{2,3}-?\d{7,8}(-\d{1,6})?$/;

/** A phone that is none, or a landline, is kept and said so: no SMS and no login by it. */
export function readPhone(row: RosterRow): string | null {
  const cell = row.cell('phone');
  if (!cell) return null;
  const half = halfWidth(cell.text);
  const bare = half.replace(/[\s()]/g, '').replace(/^'/, '');
  const phone = bare.replace(/^(\+|00)86-?/, '').replace(/^(1\d{2})-(\d{4})-(\d{4})$/, '$1$2$3');
  if (LANDLINE.test(phone)) {
    row.warn('phone', 'phone-landline', cell.text, phone, '座机号码，照录；不能收短信，也不能用来登录');
  } else if (!MOBILE.test(phone)) {
    row.warn(
      'phone',
      'phone-unrecognised',
      cell.text,
      phone,
      '不像电话号码，照录；不能收短信，也不能用来登录',
    );
  } else if (phone !== bare) row.normalise('phone', 'phone-prefix', cell.text, phone, '去掉 +86 和分隔线');
  else if (bare !== half) row.normalise('phone', 'phone-spaces', cell.text, phone, '去掉空格');
  else if (half !== cell.text)
    row.normalise('phone', 'fullwidth-phone', cell.text, phone, '全角数字改为半角');
  return phone;
}

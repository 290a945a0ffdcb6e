import { Big } from 'big.js';
import { halfWidth, withoutBlanks } from '../values/text.ts';
import type { RosterRow } from './row.ts';

/** Three digits and one decimal (O2). */
const MOST = new Big('999.9');

/** Monthly quota as exact decimal; never rounded. */
export function readDues(row: RosterRow): string | null {
  const cell = row.cell('duesQuota');
  if (!cell) {
    row.warn('duesQuota', 'dues-missing', '', '0', '没有党费定额，记为 0，待党委核定');
    return '0';
  }
  const half = withoutBlanks(halfWidth(cell.text));
  if (/^(免|免交|免缴|全免)$/.test(half)) {
    row.warn('duesQuota', 'dues-text-exempt', cell.text, '0', '免交：定额记为 0，待党委确认');
    return '0';
  }
  const bare = half.replace(/^[¥￥]/, '').replace(/元?(\/月|每月)?$/, '');
  if (!/^-?\d+(\.\d+)?$/.test(bare)) {
    return row.reject('duesQuota', 'dues-unreadable', cell.text, '党费定额应为数字，请核对');
  }
  const amount = new Big(bare);
  if (amount.lt(0)) return row.reject('duesQuota', 'dues-negative', cell.text, '党费定额不能是负数');
  if (amount.gt(MOST))
    return row.reject('duesQuota', 'dues-too-large', cell.text, '党费定额超过 999.9 元，请核对');
  if (!amount.round(1).eq(amount)) {
    return row.reject(
      'duesQuota',
      'dues-two-decimals',
      cell.text,
      '党费定额只到角（一位小数），请核对，系统不代为取舍',
    );
  }
  const quota = amount.toFixed();
  if (cell.formula)
    row.normalise('duesQuota', 'formula-dues', cell.formula, quota, '公式不予计算，取表里存的结果');
  else if (bare !== half) row.normalise('duesQuota', 'dues-with-unit', cell.text, quota, '去掉“元”字');
  else if (half !== cell.text)
    row.normalise('duesQuota', 'fullwidth-dues', cell.text, quota, '全角数字改为半角');
  return quota;
}

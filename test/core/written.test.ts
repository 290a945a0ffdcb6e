import { describe, expect, it } from 'vitest';
import { capitalText, dateText, moneyText, numberText } from '../../engine/core/written.ts';

describe('an amount', () => {
  it.each<[unknown, string]>([
    ['1500', '1,500.00 元'],
    ['1500.5', '1,500.50 元'],
    [0, '0.00 元'],
    ['-1234567.8', '-1,234,567.80 元'],
    ['9007199254740993.10', '9,007,199,254,740,993.10 元'],
    ['0.005', '0.01 元'],
    ['999.999', '1,000.00 元'],
    ['', ''],
    [null, ''],
    ['另议', '另议'],
  ])('%s is written %s', (value, written) => {
    expect(moneyText(value)).toBe(written);
  });

  it('that is no money keeps the decimals it has, unless it is told how many', () => {
    expect(numberText(12)).toBe('12');
    expect(numberText('21400.5')).toBe('21,400.5');
    expect(numberText('21400.5', 2)).toBe('21,400.50');
    expect(numberText(2, 0)).toBe('2');
  });
});

describe('an amount in capitals', () => {
  it.each<[unknown, string]>([
    ['1500', '壹仟伍佰元整'],
    ['1000.05', '壹仟元零伍分'],
    ['1000.5', '壹仟元伍角整'],
    ['107000.53', '壹拾万柒仟元伍角叁分'],
    ['16409.02', '壹万陆仟肆佰零玖元零贰分'],
    ['325.04', '叁佰贰拾伍元零肆分'],
    ['10000001', '壹仟万零壹元整'],
    ['100000000', '壹亿元整'],
    ['100010000', '壹亿零壹万元整'],
    ['200005000000', '贰仟亿零伍佰万元整'],
    ['1000100000000', '1000100000000.00'],
    ['0.30', '叁角整'],
    ['0.03', '叁分'],
    ['0', '零元整'],
    ['-20', '负贰拾元整'],
    ['', ''],
    ['另议', '另议'],
  ])('%s is written %s', (value, written) => {
    expect(capitalText(value)).toBe(written);
  });
});

describe('a day', () => {
  it('is written with its year, and with the clock as it was written', () => {
    expect(dateText('2026-12-07')).toBe('2026年12月7日');
    expect(dateText('2026-12-07T09:30+08:00')).toBe('2026年12月7日 09:30');
    expect(dateText('2026-12-07T15:00:00')).toBe('2026年12月7日 15:00');
  });

  it('that is none stays as it is', () => {
    expect(dateText('下周一')).toBe('下周一');
    expect(dateText(null)).toBe('');
  });
});

// @vitest-environment jsdom
import { describe, expect, it } from 'vitest';
import { session } from '../../admin-ui/src/api/session.ts';
import { OfficeFeel, OfficeTemplating } from '../../admin-ui/src/forms/viewer/office-feel.ts';
import { evaluateFeel } from '../../engine/core/feel.ts';
import type { JsonObject } from '../../engine/core/keys.ts';

const feel = new OfficeFeel({ fire: () => undefined } as never);
const templating = new OfficeTemplating(feel);

describe('FEEL on the page', () => {
  it('counts from the office’s today, not from the device’s', () => {
    session.system = { ...session.system, today: '2031-02-03' };

    expect(feel.evaluate('=string(today() + duration("P3D"))')).toBe('2031-02-06');
    expect(feel.evaluateUnaryTest('=date(day) = today()', { day: '2031-02-03' })).toBe(true);
    expect(feel.evaluateUnaryTest('=date(day) > today()', { day: '2031-02-03' })).toBe(false);
  });

  it.each<[string, JsonObject]>([
    ['moneyText(amount)', { amount: '1500' }],
    ['moneyText(amount)', { amount: 780 }],
    ['dateText(day)', { day: '2026-12-07' }],
    ['dateText(date(day))', { day: '2026-12-07' }],
    ['dateText(at)', { at: '2026-12-07T09:30+08:00' }],
    ['string join(for d in days return dateText(d), "；")', { days: ['2026-12-07', '2026-12-08'] }],
  ])('writes like the server: %s', (expression, values) => {
    expect(feel.evaluate(`=${expression}`, values)).toBe(
      (evaluateFeel(expression, values) as { value: unknown }).value,
    );
  });

  it('writes in texts, and leaves a blank for what is not there', () => {
    expect(
      templating.evaluate('核定 **{{moneyText(amount)}}**，{{dateText(day)}}止{{moneyText(none)}}', {
        amount: '1500',
        day: '2026-12-07',
        none: null,
      }),
    ).toBe('核定 **1,500.00 元**，2026年12月7日止');
  });
});

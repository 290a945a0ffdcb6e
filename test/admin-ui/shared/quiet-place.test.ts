import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { boxAt, coverage, quietPlace, type Obstacle } from '../../../admin-ui/src/shared/quiet-place.ts';

const DESK = { width: 1440, height: 900 };
const PHONE = { width: 390, height: 844 };
const message = { width: 300, height: 46 };
const box = (left: number, top: number, right: number, bottom: number, weight = 30): Obstacle => ({
  left,
  top,
  right,
  bottom,
  weight,
});

describe('A quiet place', () => {
  it('is low in the middle where nothing is in the way', () => {
    expect(quietPlace(message, DESK, [])).toEqual({ left: 570, top: 842 });
  });

  it('is beside what fills the middle', () => {
    const list = box(216, 100, 936, 900, 4);
    const panel = box(936, 48, 1440, 900, 10);
    const narrow = { width: 190, height: 64 };
    expect(quietPlace(narrow, DESK, [list, panel])).toEqual({ left: 12, top: 824 });
  });

  it('is above the buttons at the foot of a phone, below the filters at its head', () => {
    // given
    const filters = box(0, 48, 390, 220);
    const rows = box(0, 220, 390, 780, 4);
    const foot = box(0, 780, 390, 844);

    // when
    const place = quietPlace(message, PHONE, [filters, rows, foot]);

    // then
    expect(coverage(boxAt(place, message), [filters, foot])).toBe(0);
    expect(place.left).toBe(45);
  });

  it('covers what weighs least where there is no room', () => {
    const heavy = box(0, 0, 1440, 600);
    const light = box(0, 600, 1440, 900, 1);
    const { top } = quietPlace(message, DESK, [heavy, light]);
    expect(top).toBeGreaterThanOrEqual(600);
  });

  it('is on the screen, and no place tried is quieter, whatever is there', () => {
    const obstacle = fc
      .tuple(
        fc.nat(1400),
        fc.nat(880),
        fc.integer({ min: 1, max: 700 }),
        fc.integer({ min: 1, max: 400 }),
        fc.nat(100),
      )
      .map(([left, top, width, height, weight]) => box(left, top, left + width, top + height, weight));
    fc.assert(
      fc.property(fc.array(obstacle, { maxLength: 30 }), fc.constantFrom(DESK, PHONE), (obstacles, view) => {
        const place = quietPlace(message, view, obstacles);
        expect(place.left).toBeGreaterThanOrEqual(0);
        expect(place.left + message.width).toBeLessThanOrEqual(view.width);
        expect(place.top + message.height).toBeLessThanOrEqual(view.height);
        const foot = {
          left: Math.round((view.width - message.width) / 2),
          top: view.height - message.height - 12,
        };
        const cost = (at: typeof foot) => coverage(boxAt(at, message), obstacles);
        expect(cost(place)).toBeLessThanOrEqual(cost(foot));
      }),
    );
  });
});

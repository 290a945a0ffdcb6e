import { expect, test } from 'vitest';
import { nearest } from '../../engine/lint/nearest.ts';

test.each([
  ['singelOpen', 'singleOpen'],
  ['acceptreslt', 'acceptResult'],
  ['unti', 'unit'],
  ['term', 'term'],
])('%s is most likely %s', (word, meant) => {
  expect(nearest(word, ['milestones', 'singleOpen', 'acceptResult', 'unit', 'term'])).toBe(meant);
});

test.each(['opinion', 'cat', ''])('%s is near to none of them', (word) => {
  expect(nearest(word, ['singleOpen', 'acceptResult', 'unit'])).toBeNull();
});

import { describe, expect, it, test } from 'vitest';
import { isFailure } from '../../engine/core/failure.ts';
import { openDecisionFeel, readUnaryTests, type FeelValue } from '../../engine/core/feel/unary-test.ts';

const scope = {
  limit: 5,
  paid: true,
  unpaid: false,
  list: [1, 2, 3],
  person: { age: 40, 'home town': '清河' },
};

/** A FEEL value, not the text JSON has for it. */
function feelValue(expression: string): FeelValue {
  const told = openDecisionFeel().evaluate(expression, {});
  if (isFailure(told)) throw new Error(told.message);
  return told.value;
}

function meets(tests: string, input: FeelValue): boolean {
  const told = openDecisionFeel().test(tests, input, scope);
  if (isFailure(told)) throw new Error(told.message);
  return told.value;
}

test.each<[string, FeelValue, boolean]>([
  ['-', 1, true],
  ['', null, true],
  ['  -  ', null, true],
  // comparisons and ranges
  ['< 5', 4.9, true],
  ['< 5', 5, false],
  ['>= limit', 5, true],
  ['= "a"', 'a', true],
  ['!= 3', 4, true],
  ['< -1', -2, true],
  ['[1..3]', 3, true],
  ['[1..3)', 3, false],
  ['(1..3]', 1, false],
  [']1..3[', 1, false],
  ['[limit..limit * 2]', 10, true],
  ['["a".."f"]', 'c', true],
  // values
  ['3', 3, true],
  ['-3', -3, true],
  ['"a"', 'a', true],
  ['"a","b"', 'b', true],
  ['"a","b"', 'c', false],
  ['limit', 5, true],
  ['person.home town', '清河', true],
  ['null', null, true],
  ['null', 0, false],
  ['true', true, true],
  ['true', false, false],
  ['false', false, true],
  ['unpaid', false, true],
  // one of several
  ['< 2, > 8', 9, true],
  ['[1..2], 7', 7, true],
  ['list', 2, true],
  ['list', 9, false],
  ['[1, 2]', 2, true],
  // not
  ['not(3)', 4, true],
  ['not(3)', 3, false],
  ['not("a","b")', 'c', true],
  ['not([1..3], > 8)', 9, false],
  ['not(list)', 9, true],
  ['not("a")', null, true],
  // about the input itself
  ['? * 2 > limit', 3, true],
  ['? * 2 > limit', 2, false],
  ['contains(?, "水")', '水渡口', true],
  ['not(starts with(?, "水"))', '水渡口', false],
  ['count(?) > 1', [1, 2], true],
  ['? in ("a", "b")', 'b', true],
  ['?.age > 30', { age: 31 }, true],
  ['? = true', false, false],
  // conditions beside the input
  ['paid', 7, true],
  ['person.age > 30', 'anything', true],
  ['person.age > 50', 'anything', false],
])('%s of %o: %s', (tests, input, expected) => {
  expect(meets(tests, input)).toBe(expected);
  expect(readUnaryTests(tests)).toBeNull();
});

describe('dates', () => {
  const day = feelValue('date("2026-05-01")');

  it.each([
    ['>= date("2026-01-01")', true],
    ['< @"2026-05-01"', false],
    ['date("2026-05-01")', true],
    ['[date("2026-01-01")..date("2026-04-30")]', false],
    ['not([date("2026-01-01")..date("2026-04-30")])', true],
    ['? + duration("P1M") > date("2026-05-31")', true],
  ])('%s', (tests, expected) => {
    expect(meets(tests, day)).toBe(expected);
  });

  it('durations are compared within their kind', () => {
    expect(meets('> duration("P6M")', feelValue('duration("P1Y")'))).toBe(true);
    expect(meets('> duration("P6M")', feelValue('duration("P365D")'))).toBe(false);
  });

  it('now() and today() are those of the decision', () => {
    const at = new Date('2026-05-01T17:00:00Z');
    expect(openDecisionFeel(at).test('< today()', day, {})).toMatchObject({ value: true });
    expect(openDecisionFeel(at).evaluate('string(today())', {})).toMatchObject({ value: '2026-05-02' });
    expect(openDecisionFeel().test('< today()', day, {})).toMatchObject({ code: 'expression_failed' });
  });
});

describe('what cannot be compared', () => {
  it.each([
    ['>= date("2020-01-01")', '2026-05-01', "Can't compare a string with a date"],
    ['< 5', '3', "Can't compare a string with a number"],
    ['[1..5]', '3', "Can't compare a number with a string"],
    ['not(< 5)', '9', "Can't compare a string with a number"],
    ['< @"2026-05-01T10:00:00"', feelValue('@"2026-05-01"'), "Can't compare a date with a date and time"],
  ])('%s of %o is not met, and is told', (tests, input, warning) => {
    const told = openDecisionFeel().test(tests, input, {});
    expect(told).toMatchObject({ value: false });
    expect((told as { warnings: string[] }).warnings).toContain(warning);
  });

  it.each(['< 5', 'not(< 5)', '[1..5]', 'not("a", < 5)'])('nothing meets no comparison: %s', (tests) => {
    expect(openDecisionFeel().test(tests, null, {})).toEqual({ value: false, warnings: [] });
  });
});

test.each(['1 2', '1,', 'not(-)', '< ', 'not(1', '[1..', '"a', '=> 3'])('%s is no unary test', (tests) => {
  expect(readUnaryTests(tests)).toMatchObject({ code: 'expression_failed' });
  expect(openDecisionFeel().test(tests, 1, {})).toMatchObject({ code: 'expression_failed' });
});

describe('the budget', () => {
  it('is one for the whole decision', () => {
    const feel = openDecisionFeel();
    const loop = 'count(for i in 1..9000 return i)';
    const told = [1, 2, 3].map(() => isFailure(feel.evaluate(loop, {})));
    expect(told).toEqual([false, true, true]);
    expect(openDecisionFeel().evaluate(loop, {})).toMatchObject({ value: 9000 });
  });

  it('counts each cell', () => {
    const feel = openDecisionFeel();
    for (let cell = 0; cell < 19_999; cell++) feel.test('< 3', 4, {});
    expect(feel.test('< 3', 4, {})).toMatchObject({ value: false });
    expect(feel.test('< 3', 4, {})).toMatchObject({ code: 'expression_failed' });
  });

  it.each(['? in 1..100000', 'matches(?, "(a+)+$")', 'some i in 1..100000 satisfies i = ?'])(
    'holds inside a cell: %s',
    (tests) => {
      expect(openDecisionFeel().test(tests, 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!', {})).toSatisfy(
        (told) => isFailure(told) || told.value === false,
      );
    },
  );
});

test('a variable that does not exist is null, and told by its name', () => {
  expect(openDecisionFeel().evaluate('missing + 1', {})).toMatchObject({
    value: null,
    warnings: expect.arrayContaining(["Variable 'missing' not found"]),
  });
  expect(openDecisionFeel().evaluate('toString', {})).toMatchObject({ value: null });
});

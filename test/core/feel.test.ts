import { describe, expect, test } from 'vitest';
import { isFailure } from '../../engine/core/failure.ts';
import { compile } from '../../engine/core/feel/compile.ts';
import { evaluateFeel, evaluateUnary, readFeel } from '../../engine/core/feel.ts';
import type { JsonObject, JsonValue } from '../../engine/core/keys.ts';

function value(expression: string, context: JsonObject = {}, now?: Date): JsonValue {
  const result = evaluateFeel(expression, context, { now });
  if (isFailure(result)) throw new Error(result.message);
  return result.value;
}

test.each<[string, JsonObject, JsonValue]>([
  ['= a + 1', { a: 2 }, 3],
  ['申请.金额 > 1000', { 申请: { 金额: 2000 } }, true],
  ['if a then "x" else "y"', { a: false }, 'y'],
  ['for i in 1..4 return i * 2', {}, [2, 4, 6, 8]],
  [
    'for a in list return for b in list return a + b',
    { list: [1, 2] },
    [
      [2, 3],
      [3, 4],
    ],
  ],
  ['every x in list satisfies (some y in list satisfies y = x)', { list: [1, 2] }, true],
  ['sort(list, function(a, b) a < b)', { list: [3, 1, 2] }, [1, 2, 3]],
  [
    'list[item.a > 1].b',
    {
      list: [
        { a: 1, b: 2 },
        { a: 2, b: 3 },
      ],
    },
    [3],
  ],
  ['{ from: 1, to: from + 1 }', {}, { from: 1, to: 2 }],
  ['date("2026-01-31") + duration("P1M")', {}, '2026-02-28'],
  ['date(day) - date("2026-01-01")', { day: '2026-02-01' }, 'P31D'],
  ['matches(phone, "^1[0-9]{10}$")', { phone: '13800000000' }, true],
  ['"申请 " + moneyText(amount)', { amount: '1500' }, '申请 1,500.00 元'],
  ['moneyText(1234567.5)', {}, '1,234,567.50 元'],
  ['dateText(day)', { day: '2026-12-07' }, '2026年12月7日'],
  ['dateText(date(day) + duration("P1M"))', { day: '2026-11-30' }, '2026年12月30日'],
  ['dateText(at)', { at: '2026-12-07T09:30+08:00' }, '2026年12月7日 09:30'],
  ['moneyText(none)', { none: null }, null],
  ['missing = null', {}, true],
  ['1 / 0', {}, null],
])('%s', (expression, context, expected) => {
  expect(value(expression, context)).toEqual(expected);
});

test('a variable does not hide the function of the same name', () => {
  expect(value('date(day)', { date: 'x', day: '2026-01-02' })).toBe('2026-01-02');
});

test('an expression answers the same whatever other variables exist at later calls', () => {
  expect(value('a = null', {})).toBe(true);
  expect(value('a = null', { a: 1 })).toBe(false);
  expect(value('a = null', {})).toBe(true);
});

test('what FEEL answers with null is told in warnings that name no values', () => {
  const result = evaluateFeel('name + 1', { name: '张三' });
  expect(result).toMatchObject({ value: null });
  expect(JSON.stringify(result)).not.toContain('张三');
  expect(evaluateFeel('nobody > 1', {})).toMatchObject({ warnings: ["Variable 'nobody' not found"] });
  expect(evaluateFeel('1 > 2', {})).toEqual({ value: false, warnings: [] });
});

test('a variable that looks like a failure is still a value', () => {
  expect(value('x', { x: { failure: true } })).toEqual({ failure: true });
});

test('now() and today() answer the given time in China, and fail without one', () => {
  const now = new Date('2026-12-31T17:30:00Z');
  expect(value('now()', {}, now)).toBe('2027-01-01T01:30:00+08:00');
  expect(value('today()', {}, now)).toBe('2027-01-01');
  expect(value('now() > date and time("2026-12-31T17:00:00Z")', {}, now)).toBe(true);
  expect(evaluateFeel('today()', {})).toMatchObject({ failure: true, code: 'expression_failed' });
});

describe('an expression that would not end, or end the server', () => {
  test.each([
    ['for i in 1..1000000000 return i', {}],
    ['for i in 1.5..3 return i', {}],
    ['for i in 1..1000, j in 1..1000 return i', {}],
    ['for a in list, b in list, c in list return 1', { list: Array.from({ length: 200 }, () => 1) }],
    ['count({ r: [1..100000000], c: for i in r return i }.c)', {}],
    ['{ f: function(n) f(n) + f(n), r: f(1) }.r', {}],
    ['matches(x, "(a+)+$")', { x: `${'a'.repeat(40)}b` }],
    ['matches(x, "(a|a)*$")', { x: `${'a'.repeat(40)}b` }],
    ['replace(x, "(\\\\w+\\\\s?)*$", "")', { x: `${'a'.repeat(40)}!` }],
    [`${'('.repeat(5000)}1${')'.repeat(5000)}`, {}],
    ['for i in 1..40 return if i = 1 then [1] else [partial[-1], partial[-1]]', {}],
  ])('is refused in time: %s', (expression, context) => {
    const started = performance.now();
    expect(evaluateFeel(expression, context)).toMatchObject({ failure: true, code: 'expression_failed' });
    expect(performance.now() - started).toBeLessThan(2_000);
  });

  test('spends nothing of the next one', () => {
    expect(evaluateFeel('for i in 1..19000 return i', {})).toMatchObject({ failure: true });
    expect(value('count(for i in 1..9000 return i)')).toBe(9000);
    expect(value('count(for i in 1..9000 return i)')).toBe(9000);
  });
});

test.each(['1 +', '', '= ', '1 2', '"open', 'for i in'])('%j is no FEEL', (expression) => {
  expect(evaluateFeel(expression, {})).toMatchObject({ failure: true, code: 'expression_failed' });
  expect(readFeel(expression)).toMatchObject({ code: 'expression_failed' });
});

test('reading an expression does not need its variables', () => {
  expect(readFeel('= a.b > 1 and now() > date(c)')).toBeNull();
});

test('nothing of JavaScript can be reached', () => {
  expect(value('constructor')).toBeNull();
  expect(value('x.constructor', { x: {} })).toBeNull();
  expect(value('x.__proto__', { x: {} })).toBeNull();
  expect(value('toString')).toBeNull();
});

test('unary tests compare with a value', () => {
  expect(evaluateUnary('> 5', 7, {})).toEqual({ value: true });
  expect(evaluateUnary('"a", "b"', 'c', {})).toEqual({ value: false });
  expect(evaluateUnary('not(limit)', 3, { limit: 3 })).toEqual({ value: false });
  expect(evaluateUnary('> ', 3, {})).toMatchObject({ failure: true });
});

test('an expression is read once', () => {
  const known = (name: string) => ['result', 'amount'].includes(name);
  const source = 'result = "supplement" and amount > 1000';
  expect(compile(source, known)).toBe(compile(source, known));
  // what a name means depends on whether there is such a variable
  expect(compile(source, known)).not.toBe(compile(source, (name) => name === 'result'));
});

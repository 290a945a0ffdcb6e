import { describe, expect, it, test } from 'vitest';
import fc from 'fast-check';
import type { JsonObject, JsonValue } from '../../engine/core/keys.ts';
import { evaluateDecision } from '../../engine/dmn/evaluate.ts';
import { isFailure } from '../../engine/core/failure.ts';
import { context, decisions, invocation, literal, table } from '../support/decisions.ts';

/** Answers worked out on paper: nothing below was computed by the engine first. */
describe('hardship aid', () => {
  // income 3,600 of 4 people = 900 each; 900 < 1,000 → A; A with illness: 2,000 + 500
  const aid = decisions('aid')
    .input('家庭月收入')
    .input('家庭人口')
    .input('情形')
    .decision('perHead', literal('家庭月收入 / 家庭人口'), { name: '人均' })
    .decision(
      'level',
      table({
        hitPolicy: 'FIRST',
        inputs: ['人均', '情形'],
        outputs: ['级别'],
        rules: [
          ['< 1000', '-', '"A"'],
          ['[1000..1500)', 'not("无")', '"A"'],
          ['[1000..1500)', '-', '"B"'],
          ['-', '"重病","重灾"', '"B"'],
          ['-', '-', '"C"'],
        ],
      }),
      { name: '档次', requires: ['perHead'] },
    )
    .decision(
      'amount',
      table({
        id: 'sum',
        hitPolicy: 'COLLECT',
        aggregation: 'SUM',
        inputs: ['档次', '情形'],
        outputs: [{ name: '元', otherwise: '0' }],
        rules: [
          ['"A"', '-', '2000'],
          ['"B"', '-', '1000'],
          ['"A","B"', '"重病"', '500'],
          ['not("C")', '"重灾"', '800.5'],
        ],
      }),
      { name: '金额', requires: ['level'] },
    );

  it.each<[JsonObject, string, number]>([
    [{ 家庭月收入: 3600, 家庭人口: 4, 情形: '重病' }, 'A', 2500],
    [{ 家庭月收入: 4000, 家庭人口: 4, 情形: '无' }, 'B', 1000],
    [{ 家庭月收入: 4000, 家庭人口: 4, 情形: '重灾' }, 'A', 2800.5],
    [{ 家庭月收入: 6000, 家庭人口: 4, 情形: '重病' }, 'B', 1500],
    [{ 家庭月收入: 5999, 家庭人口: 4, 情形: '无' }, 'B', 1000],
    [{ 家庭月收入: 6000, 家庭人口: 4, 情形: '无' }, 'C', 0],
  ])('%o is %s, %d', async (variables, level, amount) => {
    expect(await aid.result('level', variables)).toBe(level);
    expect(await aid.result('amount', variables)).toBe(amount);
  });
});

describe('dues', () => {
  // 3,000 at 0.5 % = 15; 5,000 at 1 % = 50; 10,000 at 1.5 % = 150; 20,000 at 2 % = 400; retired: half the rate
  const dues = decisions('dues')
    .knowledge(
      'k1',
      'rate of',
      ['base: number'],
      table({
        inputs: ['base'],
        outputs: ['rate'],
        rules: [
          ['<= 3000', '0.5'],
          ['(3000..5000]', '1'],
          ['(5000..10000]', '1.5'],
          ['> 10000', '2'],
        ],
      }),
    )
    .decision(
      'monthly',
      context(
        ['rate', invocation('rate of', { base: 'base' })],
        ['share', literal('if retired then 0.5 else 1')],
        [null, literal('base * rate * share / 100')],
      ),
      { knows: ['k1'], type: 'number' },
    )
    .decision('yearly', literal('decimal(monthly * 12, 2)'), { requires: ['monthly'] });

  it.each([
    [3000, false, 15, 180],
    [3001, false, 30.01, 360.12],
    [5000, false, 50, 600],
    [10_000, false, 150, 1800],
    [20_000, false, 400, 4800],
    [20_000, true, 200, 2400],
  ])('of %d (retired: %s) are %d a month, %d a year', async (base, retired, monthly, yearly) => {
    expect(await dues.result('monthly', { base, retired })).toBeCloseTo(monthly, 10);
    expect(await dues.result('yearly', { base, retired })).toBe(yearly);
  });
});

describe('end of probation', () => {
  // joined 2025-06-15: the year is over on 2026-06-15; a reprimand adds six months: 2026-12-15
  const probation = decisions('probation')
    .decision(
      'ends',
      literal('date(joined) + duration("P1Y") + (if reprimanded then duration("P6M") else duration("P0M"))'),
      { type: 'date' },
    )
    .decision(
      'answer',
      table({
        hitPolicy: 'PRIORITY',
        inputs: ['ends', 'absences'],
        outputs: [{ name: 'answer', values: '"refuse","extend","wait","accept"' }],
        rules: [
          ['<= today()', '< 3', '"accept"'],
          ['> today()', '-', '"wait"'],
          ['-', '[3..6)', '"extend"'],
          ['-', '>= 6', '"refuse"'],
        ],
      }),
      { requires: ['ends'] },
    );

  it.each([
    ['2026-06-14', false, 0, 'wait'],
    ['2026-06-15', false, 2, 'accept'],
    ['2026-06-15', true, 2, 'wait'],
    ['2026-12-15', true, 0, 'accept'],
    ['2026-06-14', false, 3, 'extend'],
    ['2026-06-14', false, 6, 'refuse'],
  ])('on %s, reprimanded: %s, %d absences: %s', async (today, reprimanded, absences, expected) => {
    const now = new Date(`${today}T08:00:00+08:00`);
    const { result } = await probation.decide('answer', { joined: '2025-06-15', reprimanded, absences }, now);
    expect(result).toBe(expected);
  });
});

/** A cell that an engine written in three lines understands as well. */
const cell = fc.oneof(
  fc.constant({ text: '-', holds: () => true }),
  fc.integer({ min: -3, max: 3 }).map((n) => ({ text: `${n}`, holds: (x: number) => x === n })),
  fc.integer({ min: -3, max: 3 }).map((n) => ({ text: `< ${n}`, holds: (x: number) => x < n })),
  fc.integer({ min: -3, max: 3 }).map((n) => ({ text: `not(>= ${n})`, holds: (x: number) => x < n })),
  fc
    .tuple(fc.integer({ min: -3, max: 3 }), fc.integer({ min: 0, max: 3 }), fc.boolean(), fc.boolean())
    .map(([from, size, open, closed]) => ({
      text: `${open ? '(' : '['}${from}..${from + size}${closed ? ']' : ')'}`,
      holds: (x: number) => (open ? x > from : x >= from) && (closed ? x <= from + size : x < from + size),
    })),
  fc
    .array(fc.integer({ min: -3, max: 3 }), { minLength: 2, maxLength: 3 })
    .map((list) => ({ text: list.join(', '), holds: (x: number) => list.includes(x) })),
);
const rule = fc.record({ tests: fc.tuple(cell, cell), output: fc.integer({ min: 1, max: 4 }) });

const FAILS = 'fails';
const priorities = [3, 1, 4, 2];
const byPriority = (outputs: number[]) =>
  outputs.toSorted((one, other) => priorities.indexOf(one) - priorities.indexOf(other));
const oracles: Record<string, (outputs: number[]) => JsonValue> = {
  UNIQUE: (outputs) => (outputs.length > 1 ? FAILS : outputs[0]!),
  ANY: (outputs) => (new Set(outputs).size > 1 ? FAILS : outputs[0]!),
  FIRST: (outputs) => outputs[0]!,
  PRIORITY: (outputs) => byPriority(outputs)[0]!,
  'RULE ORDER': (outputs) => outputs,
  'OUTPUT ORDER': byPriority,
  COLLECT: (outputs) => outputs,
  'COLLECT SUM': (outputs) => outputs.reduce((sum, one) => sum + one, 0),
  'COLLECT MIN': (outputs) => Math.min(...outputs),
  'COLLECT MAX': (outputs) => Math.max(...outputs),
  'COLLECT COUNT': (outputs) => outputs.length,
};

test.each(Object.keys(oracles))('random tables under %s answer as counted out by hand', async (policy) => {
  const aggregation = /COLLECT (\w+)/.exec(policy)?.[1];
  await fc.assert(
    fc.asyncProperty(fc.array(rule, { minLength: 1, maxLength: 6 }), async (rules) => {
      const requirements = await decisions('f')
        .decision(
          'd',
          table({
            hitPolicy: aggregation ? 'COLLECT' : policy,
            ...(aggregation ? { aggregation } : {}),
            inputs: ['x', 'y'],
            outputs: [{ name: 'z', values: priorities.join(', ') }],
            rules: rules.map(({ tests, output }) => [tests[0].text, tests[1].text, `${output}`]),
          }),
        )
        .read();
      for (const x of [-4, -1, 0, 2.5, 3]) {
        for (const y of [-2, 1, 4]) {
          const outputs = rules
            .filter(({ tests }) => tests[0].holds(x) && tests[1].holds(y))
            .map(({ output }) => output);
          const made = evaluateDecision(requirements, 'd', { x, y });
          const expected = outputs.length === 0 ? null : oracles[policy]!(outputs);
          expect(isFailure(made) ? FAILS : made.result).toEqual(expected);
        }
      }
    }),
    { numRuns: 40 },
  );
});

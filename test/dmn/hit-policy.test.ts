import { describe, expect, it, test } from 'vitest';
import type { JsonObject, JsonValue } from '../../engine/core/keys.ts';
import { decisions, table, type TableOptions } from '../support/decisions.ts';

/** Rules over `x`: 1 matches the first two, 2 only the second, 3 the last, 9 none. */
const overlapping = (hitPolicy: string, entries: string[], more: Partial<TableOptions> = {}) =>
  decisions('f').decision(
    'd',
    table({
      hitPolicy,
      inputs: ['x'],
      outputs: ['result'],
      rules: [
        ['1', entries[0]!],
        ['[1..2]', entries[1]!],
        ['3', entries[2]!],
      ],
      ...more,
    }),
  );

const levels = { outputs: [{ name: 'result', values: '"high","middle","low"' }] };

test.each<[string, Partial<TableOptions>, string[], JsonObject, JsonValue]>([
  ['UNIQUE', {}, ['"a"', '"b"', '"c"'], { x: 2 }, 'b'],
  ['UNIQUE', {}, ['"a"', '"b"', '"c"'], { x: 9 }, null],
  ['ANY', {}, ['"a"', '"a"', '"c"'], { x: 1 }, 'a'],
  ['ANY', {}, ['[1, 2]', '[1, 2]', '"c"'], { x: 1 }, [1, 2]],
  ['ANY', {}, ['null', 'null', '"c"'], { x: 1 }, null],
  ['FIRST', {}, ['"a"', '"b"', '"c"'], { x: 1 }, 'a'],
  ['PRIORITY', levels, ['"low"', '"high"', '"middle"'], { x: 1 }, 'high'],
  ['PRIORITY', levels, ['"unheard of"', '"low"', '"middle"'], { x: 1 }, 'low'],
  ['RULE ORDER', {}, ['"b"', '"a"', '"c"'], { x: 1 }, ['b', 'a']],
  ['RULE ORDER', {}, ['"b"', '"a"', '"c"'], { x: 3 }, ['c']],
  ['RULE ORDER', {}, ['"b"', '"a"', '"c"'], { x: 9 }, null],
  ['OUTPUT ORDER', levels, ['"low"', '"high"', '"middle"'], { x: 1 }, ['high', 'low']],
  ['COLLECT', {}, ['"b"', '"a"', '"c"'], { x: 1 }, ['b', 'a']],
  ['COLLECT', { aggregation: 'SUM' }, ['0.1', '0.2', '5'], { x: 1 }, 0.3],
  ['COLLECT', { aggregation: 'SUM' }, ['9007199254740990', '1', '5'], { x: 1 }, 9_007_199_254_740_991],
  ['COLLECT', { aggregation: 'MIN' }, ['7', '-2', '5'], { x: 1 }, -2],
  ['COLLECT', { aggregation: 'MAX' }, ['7', '-2', '5'], { x: 1 }, 7],
  ['COLLECT', { aggregation: 'COUNT' }, ['"a"', '"a"', '"c"'], { x: 1 }, 2],
  ['COLLECT', { aggregation: 'COUNT' }, ['"a"', '"a"', '"c"'], { x: 9 }, null],
])('%s %o of %o for %o', async (hitPolicy, more, entries, variables, expected) => {
  expect(await overlapping(hitPolicy, entries, more).result('d', variables)).toEqual(expected);
});

test('without a hit policy a table is UNIQUE', async () => {
  const drawn = decisions('f').decision(
    'd',
    table({
      inputs: ['x'],
      outputs: ['y'],
      rules: [
        ['> 0', '1'],
        ['> 1', '2'],
      ],
    }),
  );
  expect(await drawn.result('d', { x: 1 })).toBe(1);
  expect(await drawn.failure('d', { x: 2 })).toMatchObject({ code: 'unique_violated' });
});

describe('a violated hit policy', () => {
  it('is a failure that names the rules, and no value', async () => {
    expect(await overlapping('UNIQUE', ['"a"', '"a"', '"c"']).failure('d', { x: 1 })).toEqual({
      failure: true,
      code: 'unique_violated',
      message: 'Expected at most one rule to match (hit policy UNIQUE), but rules 1, 2 match.',
      decisionId: 'd',
      elementId: 'table',
      trace: [],
    });
    expect(await overlapping('ANY', ['"a"', '"b"', '"c"']).failure('d', { x: 1 })).toMatchObject({
      code: 'any_violated',
      message:
        'Expected all matching rules to give the same result (hit policy ANY), but rules 1, 2 match and differ.',
    });
  });

  it.each(['SUM', 'MIN', 'MAX'])('%s takes numbers only', async (aggregation) => {
    const drawn = overlapping('COLLECT', ['1', '"2"', '3'], { aggregation });
    expect(await drawn.failure('d', { x: 1 })).toMatchObject({ code: 'not_a_number', elementId: 'table' });
  });
});

describe('several outputs', () => {
  const columns = { outputs: ['level', 'amount'] };
  const rules = [
    ['> 0', '"B"', '100'],
    ['> 1', '"A"', '50'],
  ];
  const drawn = (hitPolicy: string, more: Partial<TableOptions> = {}) =>
    decisions('f').decision('d', table({ hitPolicy, inputs: ['x'], rules, ...columns, ...more }));

  it('are a context', async () => {
    expect(await drawn('FIRST').result('d', { x: 2 })).toEqual({ level: 'B', amount: 100 });
    expect(await drawn('COLLECT').result('d', { x: 2 })).toEqual([
      { level: 'B', amount: 100 },
      { level: 'A', amount: 50 },
    ]);
  });

  it('are ordered by the first column that differs in priority', async () => {
    const outputs = [
      { name: 'level', values: '"A","B"' },
      { name: 'amount', values: '50, 75, 100' },
    ];
    const tied = [...rules, ['> 1', '"A"', '75'], ['> 1', '"A"', '10']];
    expect(await drawn('PRIORITY', { outputs, rules: tied }).result('d', { x: 2 })).toEqual({
      level: 'A',
      amount: 50,
    });
    expect(await drawn('OUTPUT ORDER', { outputs, rules: tied }).result('d', { x: 2 })).toEqual([
      { level: 'A', amount: 50 },
      { level: 'A', amount: 75 },
      { level: 'A', amount: 10 },
      { level: 'B', amount: 100 },
    ]);
  });
});

describe('default output entries', () => {
  it('answer when no rule matches', async () => {
    const outputs = [{ name: 'result', otherwise: '"none"' }];
    for (const hitPolicy of ['UNIQUE', 'FIRST', 'COLLECT']) {
      const drawn = overlapping(hitPolicy, ['"a"', '"b"', '"c"'], { outputs });
      expect(await drawn.result('d', { x: 9 })).toBe('none');
      expect(await drawn.decide('d', { x: 9 })).toMatchObject({ matchedRules: [] });
    }
  });

  it('leave null where a column has none', async () => {
    const outputs = [{ name: 'level', otherwise: '"C"' }, 'amount'];
    const drawn = decisions('f').decision('d', table({ inputs: ['x'], outputs, rules: [['1', '"A"', '5']] }));
    expect(await drawn.result('d', { x: 9 })).toEqual({ level: 'C', amount: null });
  });
});

test('FIRST asks nothing of the rules behind the one that matches', async () => {
  const drawn = overlapping('FIRST', ['"a"', 'for i in 1..100000 return i', '"c"']);
  const { matchedRules } = await drawn.decide('d', { x: 1 });
  expect(matchedRules).toEqual([{ id: 'r1', index: 1, outputs: [{ id: 'o0', name: 'result', value: 'a' }] }]);
});

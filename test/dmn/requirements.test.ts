import { describe, expect, it, test } from 'vitest';
import {
  boxedFunction,
  context,
  decisions,
  invocation,
  list,
  literal,
  relation,
  table,
} from '../support/decisions.ts';

describe('a decision sees the results it requires', () => {
  const perHead = literal('income / people');

  it('under the name of the variable', async () => {
    const drawn = decisions('f')
      .decision('per', perHead, { variable: '人均' })
      .decision('d', literal('人均 * 2'), { requires: ['per'] });
    expect(await drawn.result('d', { income: 900, people: 3 })).toBe(600);
  });

  it('under its id and its name where it has no variable', async () => {
    const drawn = decisions('f')
      .decision('per', perHead, { name: '人均' })
      .decision('d', literal('per + 人均'), { requires: ['per'] });
    expect(await drawn.result('d', { income: 900, people: 3 })).toBe(600);
  });

  it('before a variable of the same name', async () => {
    const drawn = decisions('f')
      .decision('x', literal('2'))
      .decision('d', literal('x'), { requires: ['x'] });
    expect(await drawn.result('d', { x: 1 })).toBe(2);
  });

  it('and no others', async () => {
    const drawn = decisions('f').decision('x', literal('2')).decision('d', literal('x'));
    expect(await drawn.result('d', { x: 1 })).toBe(1);
  });

  it('as FEEL values: a date stays a date', async () => {
    const drawn = decisions('f')
      .decision('end', literal('date(joined) + duration("P1Y")'), { type: 'date' })
      .decision(
        'd',
        table({
          inputs: ['end'],
          outputs: ['y'],
          rules: [
            ['<= today()', 'string(end)'],
            ['> today()', '"not yet"'],
          ],
        }),
        {
          requires: ['end'],
        },
      );
    const now = new Date('2026-06-15T00:00:00Z');
    const { result, trace } = await drawn.decide('d', { joined: '2025-06-15' }, now);
    expect(result).toBe('2026-06-15');
    expect(trace[0]).toMatchObject({ decisionId: 'end', result: '2026-06-15' });
    expect((await drawn.decide('d', { joined: '2025-06-16' }, now)).result).toBe('not yet');
  });
});

test('a decision that two others require is made once, and what is required comes first in the trace', async () => {
  // given
  const drawn = decisions('f')
    .decision('d', literal('left + right'), { requires: ['left', 'right'] })
    .decision('left', literal('base + 1'), { requires: ['base'] })
    .decision('right', literal('base + 2'), { requires: ['base'] })
    .decision('base', literal('x'));

  // when
  const { result, trace } = await drawn.decide('d', { x: 10 });

  // then
  expect(result).toBe(23);
  expect(trace.map(({ decisionId }) => decisionId)).toEqual(['base', 'left', 'right', 'd']);
});

test('the answer says which inputs were asked and which rules matched', async () => {
  // given
  const drawn = decisions('f').decision(
    'd',
    table({
      hitPolicy: 'RULE ORDER',
      inputs: ['income / people', 'kind'],
      outputs: ['level'],
      rules: [
        ['< 500', '-', '"A"'],
        ['< 900', '"sick"', '"B"'],
        ['-', '"poor"', '"C"'],
      ],
    }),
    { name: '救助档次' },
  );

  // then
  const made = await drawn.decide('d', { income: 1600, people: 4, kind: 'sick' });
  const inputs = [
    { id: 'i0', label: 'income / people', value: 400 },
    { id: 'i1', label: 'kind', value: 'sick' },
  ];
  const matchedRules = [
    { id: 'r1', index: 1, outputs: [{ id: 'o0', name: 'level', value: 'A' }] },
    { id: 'r2', index: 2, outputs: [{ id: 'o0', name: 'level', value: 'B' }] },
  ];
  expect(made).toEqual({
    result: ['A', 'B'],
    inputs,
    matchedRules,
    trace: [
      {
        decisionId: 'd',
        name: '救助档次',
        kind: 'decisionTable',
        inputs,
        matchedRules,
        result: ['A', 'B'],
        warnings: [],
      },
    ],
  });
});

describe('a business knowledge model', () => {
  it('is a function of its parameters, by position or by name', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'net', ['gross', 'rate: number'], literal('gross * (1 - rate)'))
      .decision('d', literal('net(100, 0.2) + net(rate: 0.5, gross: 10)'), { knows: ['k'] });
    expect(await drawn.result('d')).toBe(85);
  });

  it('may be a table, and call the models it requires', async () => {
    const drawn = decisions('f')
      .knowledge('k1', 'half', ['n'], literal('n / 2'))
      .knowledge(
        'k2',
        'grade',
        ['n'],
        table({
          inputs: ['half(n)'],
          outputs: ['y'],
          rules: [
            ['< 30', '"low"'],
            ['>= 30', '"high"'],
          ],
        }),
        ['k1'],
      )
      .decision('d', literal('for n in marks return grade(n)'), { knows: ['k2'] });
    expect(await drawn.result('d', { marks: [50, 60, 70] })).toEqual(['low', 'high', 'high']);
  });

  it('sees what the decision was asked with, but not what the decision sees', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'look', [], literal('[given, base]'))
      .decision('base', literal('2'))
      .decision('d', literal('look()'), { requires: ['base'], knows: ['k'] });
    expect(await drawn.result('d', { given: 1 })).toEqual([1, null]);
  });

  it('is not there for decisions that do not require it', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'half', ['n'], literal('n / 2'))
      .decision('d', literal('half(4)'));
    const { result, trace } = await drawn.decide('d');
    expect(result).toBeNull();
    expect(trace[0]!.warnings).not.toEqual([]);
  });

  it('fails the decision that calls it, even where FEEL would go on', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'grade', ['n: number'], literal('n'))
      .decision('d', literal('if grade("x") = null then 1 else 2'), { knows: ['k'] });
    expect(await drawn.failure('d')).toMatchObject({
      code: 'wrong_type',
      message: "Expected parameter 'n' to be a number, but it is something else.",
    });
  });

  it('cannot be called more often than the budget allows', async () => {
    const rows = Array.from({ length: 50 }, (_, at) => [`${at}`, `${at}`]);
    const drawn = decisions('f')
      .knowledge('k', 'look', ['n'], table({ inputs: ['n'], outputs: ['y'], rules: rows }))
      .decision('d', literal('for i in 1..1000 return look(99)'), { knows: ['k'] });
    expect(await drawn.failure('d')).toMatchObject({ code: 'expression_failed' });
  });
});

describe('boxed expressions', () => {
  it('a context whose entries see the ones before', async () => {
    const drawn = decisions('f').decision('d', context(['a', literal('x + 1')], ['b', literal('a * 2')]));
    expect(await drawn.result('d', { x: 1 })).toEqual({ a: 2, b: 4 });
  });

  it('a context that amounts to its last entry', async () => {
    const drawn = decisions('f').decision(
      'd',
      context(
        ['level', table({ inputs: ['x'], outputs: ['y'], rules: [['> 0', '"A"']] })],
        ['name', boxedFunction(['l'], literal('"level " + l'))],
        [null, literal('name(level)')],
      ),
    );
    expect(await drawn.result('d', { x: 1 })).toBe('level A');
  });

  it('lists and relations', async () => {
    const drawn = decisions('f')
      .decision('l', list(literal('x'), list(literal('x + 1')), literal('null')))
      .decision('r', relation(['name', 'age'], ['"a"', 'x'], ['"b"', 'x + 1']));
    expect(await drawn.result('l', { x: 1 })).toEqual([1, [2], null]);
    expect(await drawn.result('r', { x: 30 })).toEqual([
      { name: 'a', age: 30 },
      { name: 'b', age: 31 },
    ]);
  });

  it('an invocation gives a model its parameters by name', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'minus', ['a', 'b'], literal('a - b'))
      .decision('d', invocation('minus', { b: 'x', a: 'x * 3' }), { knows: ['k'] });
    expect(await drawn.result('d', { x: 2 })).toBe(4);
  });

  it('an invocation of a model that is not required fails', async () => {
    const drawn = decisions('f')
      .knowledge('k', 'minus', ['a', 'b'], literal('a - b'))
      .decision('d', invocation('minus', { a: '1', b: '2' }));
    expect(await drawn.failure('d')).toMatchObject({ code: 'function_missing' });
  });
});

describe('the type of a result', () => {
  it.each([
    ['number', '"1"'],
    ['string', '1'],
    ['boolean', '"true"'],
    ['date', '"2026-01-01"'],
    ['dateTime', 'date("2026-01-01")'],
    ['dayTimeDuration', 'duration("P1Y")'],
    ['feel:number', '[1]'],
  ])('%s is not %s', async (type, text) => {
    const drawn = decisions('f').decision('d', literal(text), { type });
    expect(await drawn.failure('d')).toMatchObject({ code: 'wrong_type', elementId: 'd', decisionId: 'd' });
  });

  it.each([
    ['number', '1', 1],
    ['date', 'date("2026-01-01")', '2026-01-01'],
    ['yearMonthDuration', 'duration("P1Y")', 'P1Y'],
    ['string', 'null', null],
    ['Any', '1', 1],
    ['tOwnType', '1', 1],
  ])('%s may be %s', async (type, text, expected) => {
    expect(await decisions('f').decision('d', literal(text), { type }).result('d')).toEqual(expected);
  });
});

describe('a failure', () => {
  it('says where, and what was decided before', async () => {
    const drawn = decisions('f')
      .decision('base', literal('1'))
      .decision(
        'd',
        table({ inputs: ['base'], outputs: ['y'], rules: [['1', 'for i in 1..99999 return i']] }),
        { requires: ['base'] },
      )
      .decision('after', literal('d'), { requires: ['d'] });
    const failure = await drawn.failure('after');
    expect(failure).toMatchObject({ code: 'expression_failed', decisionId: 'after', elementId: 'r1c2' });
    expect(failure.trace.map(({ decisionId }) => decisionId)).toEqual(['base']);
  });

  it('is also a decision that is not there', async () => {
    expect(await decisions('f').decision('d', literal('1')).failure('constructor')).toMatchObject({
      code: 'decision_not_found',
    });
  });
});

test('variables may be called anything', async () => {
  const drawn = decisions('f').decision('d', literal('constructor'));
  expect(await drawn.result('d', JSON.parse('{ "__proto__": { "constructor": 1 } }'))).toBeNull();
  expect(await drawn.result('d', { constructor: 1 })).toBe(1);
});

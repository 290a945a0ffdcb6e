import { describe, expect, it, test } from 'vitest';
import { asDrawn, spellingOf, wordFor } from '../../engine/dmn/spelling.ts';
import { boxedFunction, context, decisions, literal, table } from '../support/decisions.ts';

const spell = spellingOf({
  variables: ['loan', 'loan amount', 'credit-score', "member's age", '支部 人数', 'date'],
  functions: ['double', 'net of'],
});

test.each([
  ['loan amount + loan', 'drawn__loan_20_amount + loan'],
  ['loan   amount', 'drawn__loan_20_amount'],
  ['[1..loan amount]', '[1..drawn__loan_20_amount]'],
  ['"loan amount"', '"loan amount"'],
  ['1 // loan amount', '1 // loan amount'],
  ['case.loan amount', 'case.loan amount'],
  ['{ loan amount: 1 }', '{ loan amount: 1 }'],
  ['my loan amounts', 'my loan amounts'],
  ['credit-score - 1', 'drawn__credit_2d_score - 1'],
  ["member's age > 3", 'drawn__member_27_s_20_age > 3'],
  ['支部 人数 * 2', 'drawn__支部_20_人数 * 2'],
  ['double(2) + double (3)', '(double)(2) + (double) (3)'],
  ['net of(2)', '(drawn__net_20_of)(2)'],
  ['case.double(2)', 'case.double(2)'],
  ['date("2026-01-01")', 'date("2026-01-01")'],
  ['`never drawn` + 1', '(drawn__never_20_drawn) + 1'],
  ['case.`home town`', 'case.home town'],
  [
    'for loan amount in list return loan amount',
    'for drawn__loan_20_amount in list return drawn__loan_20_amount',
  ],
])('%s', (drawn, expected) => {
  expect(spell(drawn)).toBe(expected);
});

test('what people read is as it was drawn', () => {
  expect(asDrawn(`Variable '${wordFor("member's age")}' not found`)).toBe(
    "Variable 'member's age' not found",
  );
  expect(wordFor('支部')).toBe('支部');
});

describe('names of several words', () => {
  it('reach the expressions, wherever the value comes from', async () => {
    // given
    const drawn = decisions('f')
      .input('家庭 收入')
      .decision('per-head', literal('家庭 收入 / head-count'), { name: '人均 收入' })
      .knowledge('k', 'twice of', ['the amount'], literal('the amount * 2'))
      .decision(
        'd',
        table({
          inputs: ['人均 收入', '`head-count`'],
          outputs: ['y'],
          rules: [['< twice of(350)', '-', 'twice of(per-head) + `own money`']],
        }),
        { requires: ['per-head'], knows: ['k'] },
      )
      .input('head-count');

    // then
    expect(await drawn.result('d', { '家庭 收入': 1200, 'head-count': 2, 'own money': 1 })).toBe(1201);
  });

  it('are told as drawn when a value is missing or wrong', async () => {
    const drawn = decisions('f')
      .input('家庭 收入')
      .decision('d', literal('家庭 收入 + 1'))
      .decision('e', literal('for i in 1..99999 return 家庭 收入'));
    expect((await drawn.decide('d')).trace[0]!.warnings).toContain("Variable '家庭 收入' not found");
    expect((await drawn.failure('e')).message).toContain('return 家庭 收入');
  });

  it('name entries of boxed contexts and functions', async () => {
    const drawn = decisions('f').decision(
      'd',
      context(
        ['net income', literal('income - 10')],
        ['half of', boxedFunction(['some number'], literal('some number / 2'))],
        [null, literal('half of(net income)')],
      ),
    );
    expect(await drawn.result('d', { income: 110 })).toBe(50);
  });
});

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { isFailure } from '../../../engine/core/failure.ts';
import { readFeel } from '../../../engine/core/feel.ts';
import {
  conditionWords,
  operators,
  readCondition,
  readValue,
  writeCondition,
  writeValue,
} from '../../../admin-ui/src/staff/policies/condition.ts';
import type { Variable } from '../../../engine/http/resources/policies/schemas.ts';

const variables: Variable[] = [
  {
    value: 'targetRole',
    label: '想约谈谁',
    kind: 'choice',
    options: [{ value: 'branch', label: '支部书记' }],
  },
  { value: 'amount', label: '申请金额', kind: 'number', options: [] },
  { value: 'urgent', label: '是否急难', kind: 'boolean', options: [] },
];

describe('A condition of a policy line', () => {
  it('is read in the words of the forms', () => {
    expect(conditionWords('targetRole = "branch"', variables)).toBe('想约谈谁 是 支部书记');
    expect(conditionWords('amount >= 3000 and urgent = true', variables)).toBe(
      '申请金额 不小于 3000，并且 是否急难 是 是',
    );
    expect(conditionWords('', variables)).toBe('');
  });

  it('stays as it is written where it is more than comparisons', () => {
    const written = 'if urgent then amount > 1 else false';
    expect(readCondition(written)).toBe(null);
    expect(conditionWords(written, variables)).toBe(written);
  });

  it('takes “and” in a text for text', () => {
    expect(readCondition('note = "a and b" and amount > 1')).toEqual([
      { variable: 'note', sign: '=', value: '"a and b"' },
      { variable: 'amount', sign: '>', value: '1' },
    ]);
  });

  it('put together by choosing comes back as it was, and is FEEL', () => {
    const comparison = fc
      .tuple(
        fc.constantFrom('amount', 'targetRole', '_x1'),
        fc.constantFrom(...operators.map(({ sign }) => sign)),
        fc.oneof(
          fc.string({ maxLength: 12 }).map((text) => ({ text, kind: 'text' as const })),
          fc.integer().map((number) => ({ text: String(number), kind: 'number' as const })),
          fc.boolean().map((yes) => ({ text: String(yes), kind: 'boolean' as const })),
        ),
      )
      .map(([variable, sign, { text, kind }]) => ({ variable, sign, value: writeValue(text, kind), text }));
    fc.assert(
      fc.property(fc.array(comparison, { minLength: 1, maxLength: 4 }), (parts) => {
        const written = writeCondition(parts);
        expect(isFailure(readFeel(written))).toBe(false);
        expect(readCondition(written)!.map(({ value }) => readValue(value))).toEqual(
          parts.map(({ text }) => text),
        );
      }),
    );
  });
});

import type { JsonObject } from '../../../engine/core/keys.ts';
import { decisions, table, type DecisionsBuilder } from '../../support/decisions.ts';
import { numbers } from './expressions.ts';

/** Decisions are named by what they compute: `d0_2` is the first number plus two, `d0_2_not_0` cannot be made of nothing. */
export function decisionId(of: string, plus: number, fails: boolean): string {
  return `d${numbers.findIndex((name) => name === of)}_${plus}${fails ? '_not_0' : ''}`;
}

/** @returns null when it cannot be made */
export function decide(id: string, variables: JsonObject): number | null {
  const [, of, plus, fails] = /^d(\d)_(\d)(_not_0)?$/.exec(id)!;
  const value = variables[numbers[Number(of)]!] as number;
  return fails && value === 0 ? null : value + Number(plus);
}

/** All of them as one file. Two rules for nothing, where only one may match: that cannot be decided. */
export function drawDecisions(): DecisionsBuilder {
  const file = decisions('random');
  for (const name of numbers) {
    for (const plus of [0, 1, 2, 3]) {
      const any = ['-', `${name} + ${plus}`];
      for (const fails of [false, true]) {
        const id = decisionId(name, plus, fails);
        const rules = fails ? [any, ['0', '0']] : [any];
        file.decision(
          id,
          table({ id: `${id}_table`, hitPolicy: 'UNIQUE', inputs: [name], outputs: ['结果'], rules }),
        );
      }
    }
  }
  return file;
}

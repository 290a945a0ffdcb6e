import { applyHitPolicy, type Match } from './hit-policy.ts';
import type { DecisionTable } from './model.ts';
import type { FeelValue, Scope, Work } from './work.ts';

export interface TableResult {
  value: FeelValue;
  inputs: FeelValue[];
  matches: Match[];
}

/** Asks each input once, tests the rules in their order, and lets the hit policy answer. */
export function evaluateTable(table: DecisionTable, scope: Scope, work: Work): TableResult {
  const inputs = table.inputs.map(({ expression, id }) => work.evaluate(expression, scope, id));
  const matches: Match[] = [];
  for (const [at, rule] of table.rules.entries()) {
    const met = rule.tests.every((test, column) => work.meets(test.text, inputs[column], scope, test.id));
    if (!met) continue;
    const values = rule.entries.map(({ text, id }) => work.evaluate(text, scope, id));
    matches.push({ rule, index: at + 1, values });
    if (table.hitPolicy === 'FIRST') break;
  }
  return { value: applyHitPolicy(table, matches, work), inputs, matches };
}

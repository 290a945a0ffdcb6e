import type { Aggregation, DecisionTable, Rule } from './model.ts';
import type { FeelValue, Work } from './work.ts';

/** A rule whose tests are all met, with the values of its output columns. */
export interface Match {
  rule: Rule;
  /** From 1. */
  index: number;
  values: FeelValue[];
}

/** What a table answers, given the rules that match, in their order. (DMN 1.3, 8.2.8) */
export function applyHitPolicy(table: DecisionTable, matches: Match[], work: Work): FeelValue {
  if (matches.length === 0) return otherwise(table, work);
  const results = () => matches.map(({ values }) => resultOf(table, values));
  switch (table.hitPolicy) {
    case 'FIRST':
      return results()[0];
    case 'UNIQUE':
      return matches.length === 1 ? results()[0] : violated(table, matches, work);
    case 'ANY':
      return allSame(matches, work) ? results()[0] : violated(table, matches, work);
    case 'PRIORITY':
      return resultOf(table, byPriority(table, matches, work)[0]!.values);
    case 'OUTPUT ORDER':
      return byPriority(table, matches, work).map(({ values }) => resultOf(table, values));
    case 'RULE ORDER':
      return results();
    case 'COLLECT':
      return table.aggregation === null ? results() : aggregate(table, table.aggregation, results(), work);
  }
}

/** One output column is its value, several are a context. */
function resultOf({ outputs }: DecisionTable, values: FeelValue[]): FeelValue {
  if (outputs.length === 1) return values[0];
  return Object.fromEntries(outputs.map(({ name }, at) => [name, values[at]]));
}

/** No rule matches: the default values, or null where there are none. */
function otherwise(table: DecisionTable, work: Work): FeelValue {
  const { outputs } = table;
  if (outputs.every((output) => output.otherwise === null)) return null;
  return resultOf(
    table,
    outputs.map((output) =>
      output.otherwise === null ? null : work.evaluate(output.otherwise, {}, output.id),
    ),
  );
}

function allSame([first, ...others]: Match[], work: Work): boolean {
  return others.every(({ values }) => values.every((value, at) => work.isSame(value, first!.values[at])));
}

function violated({ id, hitPolicy }: DecisionTable, matches: Match[], work: Work): null {
  const expected =
    hitPolicy === 'ANY' ? 'all matching rules to give the same result' : 'at most one rule to match';
  const rules = matches.map(({ index }) => index).join(', ');
  return work.refuse(
    hitPolicy === 'ANY' ? 'any_violated' : 'unique_violated',
    `Expected ${expected} (hit policy ${hitPolicy}), but rules ${rules} match${hitPolicy === 'ANY' ? ' and differ' : ''}.`,
    id,
  );
}

/** The first output column decides, then the next; what is no allowed value comes last. */
function byPriority(table: DecisionTable, matches: Match[], work: Work): Match[] {
  const allowed = table.outputs.map(({ values, id }) =>
    values === null ? [] : ((work.evaluate(values, {}, id) as FeelValue[] | null) ?? []),
  );
  const ranked = matches.map((match) => ({
    match,
    ranks: match.values.map((value, at) => {
      const rank = allowed[at]!.findIndex((one) => work.isSame(one, value));
      return rank === -1 ? Infinity : rank;
    }),
  }));
  return ranked.toSorted((one, other) => compareRanks(one.ranks, other.ranks)).map(({ match }) => match);
}

function compareRanks(one: number[], other: number[]): number {
  const at = one.findIndex((rank, column) => rank !== other[column]);
  return at === -1 ? 0 : one[at]! < other[at]! ? -1 : 1;
}

function aggregate({ id }: DecisionTable, how: Aggregation, values: FeelValue[], work: Work): FeelValue {
  if (how === 'COUNT') return values.length;
  const numbers = values.filter((value) => typeof value === 'number');
  if (numbers.length < values.length) {
    return work.refuse(
      'not_a_number',
      `Expected only numbers for COLLECT with ${how}, but got something else.`,
      id,
    );
  }
  if (how === 'MIN') return Math.min(...numbers);
  if (how === 'MAX') return Math.max(...numbers);
  const sum = numbers.reduce((total, number) => total + number, 0);
  // 0.1 + 0.2 is 0.3: what a binary sum gets wrong stands behind the fifteenth digit
  return Number.isSafeInteger(sum) ? sum : Number(sum.toPrecision(15));
}

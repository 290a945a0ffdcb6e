import { evaluate, FeelRange } from 'feelin';

/**
 * FEEL always runs to its end, inside the process that serves everybody: what it may spend is bounded here, counted
 * in rounds rather than in time so that the same step ends the same way on every machine.
 */
export const LONGEST_EXPRESSION = 4_000;
const ROUNDS = 20_000;
const LONGEST_MATCHED_TEXT = 2_000;

export class BudgetSpent extends Error {}

let rounds = 0;

export function openBudget(): void {
  rounds = 0;
}

function spend(count: number): void {
  rounds += count;
  if (rounds > ROUNDS)
    throw new BudgetSpent(`Expected at most ${ROUNDS} rounds of iteration, but there are more.`);
}

/** Functions that the compiler writes into loops; named so that no drawn expression meets them by chance. */
export const budgetFunctions = {
  spend__round: withArguments([], () => {
    spend(1);
    return true;
  }),
  spend__list: withArguments(['list'], (list) => {
    if (Array.isArray(list)) spend(list.length);
    return list;
  }),
  matches: guardPattern('matches', ['input', 'pattern', 'flags']),
  replace: guardPattern('replace', ['input', 'pattern', 'replacement', 'flags']),
  split: guardPattern('split', ['string', 'delimiter']),
};

type PlainFunction = (...values: unknown[]) => unknown;

function withArguments(names: string[], fn: (...values: unknown[]) => unknown): PlainFunction {
  return Object.assign(fn as PlainFunction, { $args: names });
}

/** The builtin behind a check of its pattern: backtracking regular expressions can run for ever on a short text. */
function guardPattern(name: string, names: string[]): PlainFunction {
  const builtin = evaluate(name).value as PlainFunction;
  return withArguments(names, (text, pattern, ...rest) => {
    if (typeof text === 'string' && text.length > LONGEST_MATCHED_TEXT) {
      throw new BudgetSpent(`Expected a text of at most ${LONGEST_MATCHED_TEXT} characters in ${name}().`);
    }
    if (typeof pattern === 'string' && mayBacktrack(pattern)) {
      throw new BudgetSpent(
        `Expected a pattern without repeated groups that repeat inside, but got '${pattern}'.`,
      );
    }
    return builtin(text, pattern, ...rest);
  });
}

/** A repeated group with a repetition or an alternative inside: the shape behind every exponential pattern. */
function mayBacktrack(pattern: string): boolean {
  const withoutClasses = pattern.replace(/\\./g, 'x').replace(/\[[^\]]*\]/g, 'x');
  return /\((?:[^()]|\([^()]*\))*[*+{|](?:[^()]|\([^()]*\))*\)[*+{]/.test(withoutClasses);
}

const enumerate = FeelRange.prototype.map;

/** The library walks `1..1000000000` to its end and `1.5..3` for ever; nobody in this process may. */
FeelRange.prototype.map = function map<T>(this: FeelRange, visit: (value: unknown) => T): T[] {
  const { start, end } = this as unknown as { start: unknown; end: unknown };
  if (typeof start === 'number' && typeof end === 'number') {
    const size = Math.abs(end - start) + 1;
    if (!Number.isInteger(size)) throw new BudgetSpent(`Expected whole steps from ${start} to ${end}.`);
    if (size > ROUNDS) throw new BudgetSpent(`Expected at most ${ROUNDS} rounds, but got ${size}.`);
    spend(size);
  }
  return enumerate.call(this, visit) as T[];
};

import { evaluate, parseExpression } from 'feelin';
import { LONGEST_EXPRESSION, BudgetSpent } from './budget.ts';

/** An expression read once: a function of the variables it mentions. */
export interface Compiled {
  parameters: string[];
  run: (...values: unknown[]) => unknown;
  /** What the last run warned about; empty it after reading. */
  warnings: { details: { template: string } }[];
}

const CACHED_EXPRESSIONS = 2_000;
const cache = new Map<string, Map<string, Compiled>>();

/** Functions that are ours: the library's would run for ever or ask the machine's clock, or it has none of the name. */
const STAND_INS = new Set(['matches', 'replace', 'split', 'now', 'today', 'moneyText', 'dateText']);

/** FEEL words that cannot be parameter names. */
const WORDS = new Set(
  'for in return if then else some every satisfies and or not between instance of function external true false null'.split(
    ' ',
  ),
);

/**
 * The library reads an expression anew at every evaluation (150 µs); as the body of a FEEL function it is read once
 * (1 µs a call). What a name means depends on which variables exist, so one expression may be kept in several forms.
 */
export function compile(expression: string, known: (name: string) => boolean): Compiled {
  const forms = formsOf(expression);
  const parameters = namesIn(expression).filter((name) => known(name) && !WORDS.has(name));
  const form = parameters.join(' ');
  const compiled = forms.get(form) ?? read(expression, parameters);
  forms.set(form, compiled);
  return compiled;
}

function formsOf(expression: string): Map<string, Compiled> {
  let forms = cache.get(expression);
  if (!forms) {
    if (cache.size >= CACHED_EXPRESSIONS) cache.delete(cache.keys().next().value!);
    cache.set(expression, (forms = new Map()));
  }
  return forms;
}

/** Names that are not called: a variable `date` must not hide the function `date(…)`. */
const names = /[\p{L}_][\p{L}\p{N}_]*(?![\p{L}\p{N}_]|\s*\()/gu;
/** Called names, some of which are ours. */
const calls = /[a-zA-Z]+(?=\s*\()/g;

function namesIn(expression: string): string[] {
  const called = (expression.match(calls) ?? []).filter((name) => STAND_INS.has(name));
  return [...new Set([...(expression.match(names) ?? []), ...called])];
}

function read(expression: string, parameters: string[]): Compiled {
  if (expression.length > LONGEST_EXPRESSION) {
    throw new BudgetSpent(`Expected at most ${LONGEST_EXPRESSION} characters, but got ${expression.length}.`);
  }
  const counted = countRounds(expression, parameters);
  const all = counted === expression ? parameters : [...parameters, 'spend__round', 'spend__list'];
  const { value, warnings } = evaluate(`function(${all.join(', ')}) ${counted}`);
  return { parameters: all, run: (value as { fn: Compiled['run'] }).fn, warnings };
}

/** Without one of these words there is no loop and no function body. */
const mayLoop = /(?:for|some|every|function)\b/;

/** Writes the budget's counters into every loop and function body, so that each round is paid for. */
function countRounds(expression: string, parameters: string[]): string {
  if (!mayLoop.test(expression)) return expression;
  const insertions: { at: number; text: string }[] = [];
  const context = Object.fromEntries(parameters.map((name) => [name, null]));
  parseExpression(expression, context, undefined).iterate({
    enter({ name, from, to, node }) {
      if (name === 'IterationContext' && !node.getChild('..')) wrap('spend__list(', from, to, ')');
      if (name === 'ForExpression' || name === 'QuantifiedExpression') body(node.lastChild);
      if (name === 'FunctionBody') body(node);
    },
  });
  return insert(expression, insertions);

  function body(node: { from: number; to: number } | null): void {
    if (node) wrap('if spend__round() then (', node.from, node.to, ') else null');
  }
  function wrap(before: string, from: number, to: number, after: string): void {
    insertions.push({ at: from, text: before }, { at: to, text: after });
  }
}

function insert(text: string, insertions: { at: number; text: string }[]): string {
  // closing texts were pushed outermost first; at one place the innermost must close first
  const ordered = insertions
    .map((one, index) => ({ ...one, index }))
    .sort((a, b) => a.at - b.at || order(a, b));
  let result = '';
  let position = 0;
  for (const { at, text: inserted } of ordered) {
    result += text.slice(position, at) + inserted;
    position = at;
  }
  return result + text.slice(position);

  function order(a: { text: string; index: number }, b: { text: string; index: number }): number {
    const closing = (one: { text: string }) => one.text.startsWith(')');
    if (closing(a) !== closing(b)) return closing(a) ? -1 : 1;
    return closing(a) ? b.index - a.index : a.index - b.index;
  }
}

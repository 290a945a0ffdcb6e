import {
  FeelDate,
  FeelDateTime,
  FeelDuration,
  FeelRange,
  FeelTime,
  parseDate,
  parseDateTime,
  parseUnaryTests,
} from 'feelin';
import { fail, isFailure, type Failure } from '../failure.ts';
import { evaluateFeel } from '../feel.ts';
import { budgetFunctions, LONGEST_EXPRESSION, openBudget } from './budget.ts';
import { compile, type Compiled } from './compile.ts';
import { textFunctions } from './text-functions.ts';

/** A value as FEEL has it: JSON, and besides dates, times, durations, ranges and functions. */
export type FeelValue = unknown;
export type Scope = Readonly<Record<string, FeelValue>>;

export interface Told<T> {
  value: T;
  /** What FEEL answered with null instead of failing. Never names a value. */
  warnings: string[];
}

/** FEEL for one decision: what it answers stays a FEEL value, and everything is paid from one budget. */
export interface DecisionFeel {
  evaluate(expression: string, scope: Scope): Told<FeelValue> | Failure;
  /** Whether `input` meets the tests of a cell: `> 5`, `"a","b"`, `not(3)`, `[1..9]`, `? * 2 > limit`, `-`. */
  test(tests: string, input: FeelValue, scope: Scope): Told<boolean> | Failure;
}

const ownFunctions: Scope = { ...budgetFunctions, ...textFunctions };

export function openDecisionFeel(now?: Date): DecisionFeel {
  const globals: Scope = { ...ownFunctions, ...clock(now) };
  let warnings: string[] = [];
  openBudget();
  return {
    evaluate: (expression, scope) => told(expression, () => run({ text: expression }, scope)),
    test: (tests, input, scope) => told(tests, () => meets(readTests(tests), input, scope)),
  };

  /** A function called by the expression may ask in turn: each question keeps its own warnings. */
  function told<T>(source: string, work: () => T): Told<T> | Failure {
    const outer = warnings;
    const own: string[] = (warnings = []);
    const answer = attempt(source, () => ({ value: work(), warnings: own }));
    warnings = outer;
    return answer;
  }

  /** Where nothing holds but something cannot be compared, neither the tests nor their `not(…)` are met. */
  function meets({ negated, parts }: Tests, input: FeelValue, scope: Scope): boolean {
    if (parts === null) return true;
    const answers = parts.map((part) => answer(part, input, { ...scope, [INPUT]: input }));
    if (answers.includes(true)) return !negated;
    return negated && !answers.includes(null);
  }

  function answer(part: Part, input: FeelValue, scope: Scope): boolean | null {
    const [first, second = null] = part.operands.map((operand) => run(operand, scope));
    if (part.kind === 'asks') return typeof first === 'boolean' ? first : null;
    if (part.kind === 'equals') return isSame(part.operands[0]!, first, input);
    if (part.kind === 'compares') return compare(part.operator, input, first);
    const bounds = [
      first === null ? true : compare(part.operators[0], first, input),
      second === null ? true : compare(part.operators[1], input, second),
    ];
    return bounds.includes(null) ? null : !bounds.includes(false);
  }

  /** The library orders whatever it is given, a text among dates too; what is of two kinds has no order. */
  function compare(operator: Operator, left: FeelValue, right: FeelValue): boolean | null {
    if (operator === '=') return equal(left, right);
    if (operator === '!=') return negate(equal(left, right));
    const [one, other] = [kindOf(left), kindOf(right)];
    if (one !== null && one === other) return answerOf(orders[operator], left, right);
    if (one && other) warnings.push(`Can't compare a ${one} with a ${other}`);
    return null;
  }

  function run(source: Source, scope: Scope): FeelValue {
    budgetFunctions.spend__round();
    const {
      compiled = compile(source.text, (name) => Object.hasOwn(scope, name) || Object.hasOwn(globals, name)),
    } = source;
    try {
      const values = compiled.parameters.map((name) =>
        Object.hasOwn(scope, name) ? scope[name] : globals[name],
      );
      return compiled.run(...values) ?? null;
    } finally {
      warnings.push(...compiled.warnings.splice(0).map(({ details }) => details.template));
    }
  }
}

/** Why the text is no list of unary tests, or null when it is one. */
export function readUnaryTests(tests: string): Failure | null {
  const read = attempt(tests, () => {
    const parts = readTests(tests).parts ?? [];
    const known = (name: string) => name === INPUT || Object.hasOwn(ownFunctions, name);
    return parts.flatMap(({ operands }) => operands.map(({ text }) => compile(text, known)));
  });
  return isFailure(read) ? read : null;
}

/** An expression; compiled already where it mentions nothing that could be this or that. */
interface Source {
  text: string;
  compiled?: Compiled;
}

type Ordering = '<' | '<=' | '>' | '>=';
type Operator = Ordering | '=' | '!=';

/** One of the tests that stand beside each other in a cell. */
type Part = { operands: Source[] } & (
  | { kind: 'compares'; operator: Operator }
  | { kind: 'lies between'; operators: [Ordering, Ordering] }
  /** Mentions the input itself and answers yes or no. */
  | { kind: 'asks' }
  | { kind: 'equals' }
);

interface Tests {
  negated: boolean;
  /** Null: anything will do. */
  parts: Part[] | null;
}

/** Stands for `?`, which cannot be the name of a parameter. */
const INPUT = 'input__value';
const KEPT_TESTS = 20_000;
const kept = new Map<string, Tests>();

function readTests(tests: string): Tests {
  let found = kept.get(tests);
  if (!found) {
    if (kept.size >= KEPT_TESTS) kept.delete(kept.keys().next().value!);
    kept.set(tests, (found = splitTests(tests.trim())));
  }
  return found;
}

function splitTests(text: string): Tests {
  if (text === '' || text === '-') return { negated: false, parts: null };
  if (text.length > LONGEST_EXPRESSION) throw new Error(`it is longer than ${LONGEST_EXPRESSION} characters`);
  const tree = parseUnaryTests(text, {}, undefined);
  const parts: Part[] = [];
  tree.iterate({
    enter({ type, node }) {
      if (type.isError) throw new Error('it is no list of unary tests');
      if (type.name === 'PositiveUnaryTest' && node.parent?.parent?.name === 'UnaryTests') {
        parts.push(readPart(node.firstChild!, text));
      }
    },
  });
  return { negated: tree.topNode.firstChild?.name === 'not', parts };
}

type Node = NonNullable<ReturnType<typeof parseUnaryTests>['topNode']['firstChild']>;

function readPart(node: Node, text: string): Part {
  const simple = node.name === 'SimplePositiveUnaryTest' ? node.firstChild! : null;
  if (simple?.name === 'Interval') {
    const [from, to] = [simple.firstChild!, simple.lastChild!];
    return {
      kind: 'lies between',
      operators: [
        text.slice(from.from, from.to) === '[' ? '<=' : '<',
        text.slice(to.from, to.to) === ']' ? '<=' : '<',
      ],
      operands: [readOperand(from.nextSibling!, text), readOperand(to.prevSibling!, text)],
    };
  }
  if (simple) {
    const operator = text.slice(simple.from, simple.to) as Operator;
    const operand = node.lastChild!;
    // `=> 3` reads as "equal to whatever is above 3", which nobody means
    if (operand.firstChild?.name === 'CompareOp') throw new Error('it compares twice');
    return { kind: 'compares', operator, operands: [readOperand(operand, text)] };
  }
  const operand = readOperand(node, text);
  return { kind: operand.text.includes(INPUT) ? 'asks' : 'equals', operands: [operand] };
}

function readOperand(node: Node, text: string): Source {
  let written = '';
  let position = node.from;
  let constant = true;
  node.cursor().iterate(({ name, from, to }) => {
    if (name === 'VariableName') constant = false;
    if (name !== '?') return;
    written += text.slice(position, from) + INPUT;
    position = to;
  });
  const source: Source = { text: written + text.slice(position, node.to) };
  if (constant) source.compiled = compile(source.text, (name) => name === INPUT);
  return source;
}

/** What is true without looking at the input is a condition of its own; the word `true` alone is a value. */
function isSame({ text }: Source, value: FeelValue, input: FeelValue): boolean | null {
  if (value === true && text !== 'true') return true;
  if (value instanceof FeelRange) return value.includes(input as never);
  if (!Array.isArray(value)) return equal(value, input);
  return value.some((one) => equal(one, input) === true) || equal(value, input) === true;
}

const parameters = () => true;
const equality = compile('left = right', parameters);
const orders: Record<Ordering, Compiled> = {
  '<': compile('left < right', parameters),
  '<=': compile('left <= right', parameters),
  '>': compile('left > right', parameters),
  '>=': compile('left >= right', parameters),
};

const equal = (left: FeelValue, right: FeelValue) => answerOf(equality, left, right);
const negate = (answer: boolean | null) => (answer === null ? null : !answer);

function answerOf(comparison: Compiled, left: FeelValue, right: FeelValue): boolean | null {
  const result = comparison.run(left, right);
  comparison.warnings.length = 0;
  return typeof result === 'boolean' ? result : null;
}

/** What a value is ordered among; null: it has no order. */
function kindOf(value: FeelValue): string | null {
  if (typeof value === 'number' || typeof value === 'string') return typeof value;
  if (value instanceof FeelDate) return 'date';
  if (value instanceof FeelTime) return 'time';
  if (value instanceof FeelDateTime) return 'date and time';
  if (!(value instanceof FeelDuration)) return null;
  return value.yearsMonths ? 'years and months duration' : 'days and time duration';
}

/** Told before the first question: asking later would open the budget anew. */
function clock(now: Date | undefined): Scope {
  const tell = (call: 'now()' | 'today()', parse: (at: string) => FeelValue) => {
    const told = now && evaluateFeel(call, {}, { now });
    const answer = () => {
      if (!told || isFailure(told)) throw new Error('now() and today() are not available here.');
      return parse(told.value as string);
    };
    return Object.assign(answer, { $args: [] });
  };
  return { now: tell('now()', parseDateTime), today: tell('today()', parseDate) };
}

function attempt<T>(source: string, work: () => T): T | Failure {
  try {
    return work();
  } catch (fault) {
    // whatever the library throws is the expression's doing: it has no other input
    const reason = fault instanceof Error ? fault.message : String(fault);
    return fail('expression_failed', `Expected '${source.slice(0, 200)}' to be FEEL, but: ${reason}`);
  }
}

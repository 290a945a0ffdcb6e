import { parseDate, parseDateTime, unaryTest } from 'feelin';
import { fail, isFailure, type Failure } from './failure.ts';
import { BudgetSpent, budgetFunctions, LONGEST_EXPRESSION, openBudget } from './feel/budget.ts';
import { compile } from './feel/compile.ts';
import { toJson } from './feel/to-json.ts';
import { textFunctions } from './feel/text-functions.ts';
import type { JsonObject, JsonValue } from './keys.ts';

export interface Evaluated {
  value: JsonValue;
  /** What FEEL answered with null instead of failing: unknown variables, incomparable values. Never names a value. */
  warnings: string[];
}

export interface FeelOptions {
  /** What `now()` and `today()` answer; an expression that asks without it fails. */
  now?: Date;
}

const ownFunctions = { ...budgetFunctions, ...textFunctions };

/** Where `now()` and `today()` are: the calendar day of a district in China, whatever the server's clock is set to. */
const ZONE = 'Asia/Shanghai';

/** Evaluates a FEEL expression (a leading `=` is dropped) over plain JSON. Syntax errors and spent budgets are Failures. */
export function evaluateFeel(
  expression: string,
  context: JsonObject,
  options: FeelOptions = {},
): Evaluated | Failure {
  const source = withoutEquals(expression);
  return guarded(source, () => {
    if (source === '') throw new Error('it is empty');
    const globals = globalsOf(options);
    const known = (name: string) => Object.hasOwn(context, name) || Object.hasOwn(globals, name);
    const compiled = compile(source, known);
    try {
      const value = compiled.run(
        ...compiled.parameters.map((name) => (Object.hasOwn(context, name) ? context[name] : globals[name])),
      );
      return { value: toJson(value), warnings: compiled.warnings.map(({ details }) => details.template) };
    } finally {
      compiled.warnings.length = 0;
    }
  });
}

/** Evaluates FEEL unary tests (`> 5`, `"a","b"`, `not(3)`) against `value`; undefined: there is no `?`, as in form-js. */
export function evaluateUnary(
  tests: string,
  value: JsonValue | undefined,
  context: JsonObject,
  options: FeelOptions = {},
): { value: boolean } | Failure {
  const source = withoutEquals(tests);
  return guarded(source, () => {
    if (source.length > LONGEST_EXPRESSION) throw new BudgetSpent('Expected a shorter test.');
    const asked = value === undefined ? {} : { '?': value };
    const result = unaryTest(source, { ...globalsOf(options), ...context, ...asked });
    return { value: result.value === true };
  });
}

const KEPT_VERDICTS = 10_000;
/** Longer texts are rare, and would keep much memory. */
const KEPT_LENGTH = 500;
const verdicts = new Map<string, Failure | null>();

/** Whether the text is FEEL at all; what its names mean is only known when it runs. */
export function readFeel(expression: string): Failure | null {
  const source = withoutEquals(expression);
  if (source === '') return fail('expression_failed', 'Expected a FEEL expression, but it is empty.');
  const known = verdicts.get(source);
  if (known !== undefined) return known;
  const result = guarded(source, () => compile(source, (name) => Object.hasOwn(ownFunctions, name)));
  const verdict = isFailure(result) ? result : null;
  if (source.length > KEPT_LENGTH) return verdict;
  if (verdicts.size >= KEPT_VERDICTS) verdicts.delete(verdicts.keys().next().value!);
  verdicts.set(source, verdict);
  return verdict;
}

function withoutEquals(expression: string): string {
  return expression.trim().replace(/^=/, '').trim();
}

function guarded<T>(source: string, run: () => T): T | Failure {
  openBudget();
  try {
    return run();
  } catch (fault) {
    // whatever the library throws is the expression's doing: it has no other input
    const reason = fault instanceof Error ? fault.message : String(fault);
    return fail(
      'expression_failed',
      `Expected '${source.slice(0, 200)}' to be FEEL that can be evaluated, but: ${reason}`,
    );
  }
}

function globalsOf({ now }: FeelOptions): Record<string, unknown> {
  return {
    ...ownFunctions,
    now: clockFunction(now, (at) => parseDateTime(`${at}+08:00`)),
    today: clockFunction(now, (at) => parseDate(at.slice(0, 10))),
  };
}

/** Shadows the library's own `now` and `today`, which would ask the machine's clock. */
function clockFunction(now: Date | undefined, read: (at: string) => unknown): () => unknown {
  const answer = () => {
    if (!now) throw new Error('now() and today() are not available here.');
    return read(wallClock.format(now).replace(' ', 'T'));
  };
  return Object.assign(answer, { $args: [] });
}

const wallClock = new Intl.DateTimeFormat('sv-SE', {
  timeZone: ZONE,
  dateStyle: 'short',
  timeStyle: 'medium',
});

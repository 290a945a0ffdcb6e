import { fail, type Failure } from './failure.ts';
import type { JsonObject, JsonValue } from './keys.ts';

export interface Evaluated {
  value: JsonValue;
  /** What FEEL answered with null instead of failing: unknown variables, incomparable values. English. */
  warnings: string[];
}

export interface FeelOptions {
  /** What `now()` and `today()` answer; an expression that asks without it fails. */
  now?: Date;
}

/** Evaluates a FEEL expression (a leading `=` is dropped) over plain JSON. Syntax errors and spent budgets are Failures. */
export function evaluateFeel(
  expression: string,
  _context: JsonObject,
  _options: FeelOptions = {},
): Evaluated | Failure {
  return fail('expression_failed', `Expected FEEL, but '${expression}' cannot be read.`);
}

/** Evaluates FEEL unary tests (`> 5`, `"a","b"`, `not(3)`) against `value`. */
export function evaluateUnary(
  tests: string,
  _value: JsonValue,
  _context: JsonObject,
  _options: FeelOptions = {},
): { value: boolean } | Failure {
  return fail('expression_failed', `Expected FEEL, but '${tests}' cannot be read.`);
}

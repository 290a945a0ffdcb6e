import { evaluateFeel, evaluateUnary } from '../core/feel.ts';
import { isFailure } from '../core/failure.ts';
import type { JsonObject, JsonValue } from '../core/keys.ts';

/** What an expression on a field sees: all values, its own row of a list, the row around that, its places from 1. */
export interface Scope {
  data: JsonObject;
  this: JsonValue;
  parent: JsonValue;
  i: number[];
}

export function isExpression(value: unknown): value is string {
  return typeof value === 'string' && value.startsWith('=');
}

/** The value of an expression; null where it cannot be evaluated, as in the viewer. Other values are themselves. */
export function resolve(value: JsonValue | undefined, scope: Scope, now?: Date): JsonValue | undefined {
  return isExpression(value) ? valueOf(value, contextOf(scope), now) : value;
}

/** Whether a condition (`conditional.hide`, `readonly`) holds. */
export function holds(condition: string | boolean | undefined, scope: Scope, now?: Date): boolean {
  return isExpression(condition) && isTrue(condition, contextOf(scope), now);
}

// the page reads FEEL by these two as well, lest a form be one thing there and another here

export function valueOf(expression: string, context: JsonObject, now?: Date): JsonValue {
  const result = evaluateFeel(expression, context, { now });
  return isFailure(result) ? null : result.value;
}

/** form-js reads conditions as unary tests of nothing: what is no plain yes or no holds when it is itself nothing. */
export function isTrue(condition: string, context: JsonObject, now?: Date): boolean {
  const answer = valueOf(condition, context, now);
  if (typeof answer === 'boolean') return answer;
  const result = evaluateUnary(condition, undefined, context, { now });
  return !isFailure(result) && result.value;
}

/** A row's surroundings as an expression in it sees them: `parent.name`, `parent.parent`, `parent.i`. */
export function asParent({ this: self, parent, i }: Scope): JsonObject {
  return contextOf({ data: isPlainObject(self) ? self : {}, this: self, parent, i });
}

const contexts = new WeakMap<Scope, JsonObject>();

function contextOf(scope: Scope): JsonObject {
  const known = contexts.get(scope);
  if (known) return known;
  const { data, this: self, parent, i } = scope;
  const context = { this: self, parent, i, ...data, _this_: self, _parent_: parent, _i_: i };
  contexts.set(scope, context);
  return context;
}

function isPlainObject(value: JsonValue): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

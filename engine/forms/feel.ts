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
  if (!isExpression(value)) return value;
  const result = evaluateFeel(value, contextOf(scope), { now });
  return isFailure(result) ? null : result.value;
}

/** Whether a condition (`conditional.hide`, `readonly`) holds. */
export function holds(condition: string, scope: Scope, now?: Date): boolean {
  if (!isExpression(condition)) return false;
  const result = evaluateUnary(condition, null, contextOf(scope), { now });
  return !isFailure(result) && result.value;
}

function contextOf({ data, this: self, parent, i }: Scope): JsonObject {
  const special = { this: self, parent, i };
  return { ...special, ...data, _this_: self, _parent_: parent, _i_: i };
}

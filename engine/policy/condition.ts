import { evaluateFeel } from '../core/feel.ts';
import { isFailure } from '../core/failure.ts';
import type { JsonObject } from '../core/keys.ts';

/** Does a FEEL condition hold? An empty one always does; one that fails or answers anything but true does not. */
export function holds(condition: string, variables: JsonObject): boolean {
  if (condition === '') return true;
  const result = evaluateFeel(condition, variables);
  return !isFailure(result) && result.value === true;
}

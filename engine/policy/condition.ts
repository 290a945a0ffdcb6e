import { evaluate } from 'feelin';
import type { JsonObject } from '../core/keys.ts';

/** Does a FEEL condition hold? An empty one always does; one that fails or answers anything but true does not. */
export function holds(condition: string, variables: JsonObject): boolean {
  if (condition === '') return true;
  try {
    return evaluate(condition.replace(/^=/, ''), variables).value === true;
  } catch {
    return false;
  }
}

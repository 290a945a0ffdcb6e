import { FeelDateTime, isFunction } from 'feelin';
import type { JsonValue } from '../keys.ts';
import { BudgetSpent } from './budget.ts';

const LARGEST_RESULT = 100_000;
const DEEPEST_RESULT = 60;

/** A FEEL value as plain JSON: dates, times and durations become their ISO text, what JSON cannot hold becomes null. */
export function toJson(value: unknown): JsonValue {
  let size = 0;
  return convert(value, 0);

  function convert(one: unknown, depth: number): JsonValue {
    if (++size > LARGEST_RESULT || depth > DEEPEST_RESULT) {
      throw new BudgetSpent(`Expected a result of at most ${LARGEST_RESULT} values, but it is larger.`);
    }
    if (one === null || one === undefined || typeof one === 'function' || isFunction(one)) return null;
    if (typeof one === 'string' || typeof one === 'boolean') return one;
    if (typeof one === 'number') return Number.isFinite(one) ? one : null;
    if (Array.isArray(one)) return one.map((item) => convert(item, depth + 1));
    if (one instanceof FeelDateTime) return instantText(one);
    if (hasToJson(one)) return one.toJSON();
    return Object.fromEntries(Object.entries(one).map(([name, item]) => [name, convert(item, depth + 1)]));
  }
}

/** `…@Asia/Shanghai` is FEEL's own notation; with the offset instead everybody can read it. */
function instantText(at: FeelDateTime): string {
  if (!at.zone?.includes('/')) return at.toJSON();
  return at.unwrap().toZonedDateTime(at.zone).toString({ timeZoneName: 'never' });
}

function hasToJson(value: unknown): value is { toJSON(): string } {
  return typeof (value as { toJSON?: unknown }).toJSON === 'function';
}

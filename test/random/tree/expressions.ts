import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';

/** The few expressions random processes are drawn with. Both sides read them: the engine as FEEL, the reference as they stand. */
export interface Condition {
  of: string;
  is: 'at least' | 'exactly';
  value: number;
}

/** A variable plus a number, or the number alone. */
export interface Sum {
  of: string | null;
  plus: number;
}

/** Numbers every process starts with; names as people give them. */
export const numbers = ['金额', '人数', '等级', 'rate_1'] as const;

/** Text that messages are correlated by; every process starts with it too. */
export const correlationVariable = '单号';

export function conditionInFeel({ of, is, value }: Condition): string {
  return `= ${of} ${is === 'at least' ? '>=' : '='} ${value}`;
}

export function sumInFeel({ of, plus }: Sum): string {
  return of === null ? `= ${plus}` : `= ${of} + ${plus}`;
}

export function holds({ of, is, value }: Condition, variables: JsonObject): boolean {
  const found = numberOf(variables[of]);
  return is === 'at least' ? found >= value : found === value;
}

export function sumOf({ of, plus }: Sum, variables: JsonObject): number {
  return of === null ? plus : numberOf(variables[of]) + plus;
}

function numberOf(value: JsonValue | undefined): number {
  if (typeof value !== 'number')
    throw new Error(`Expected a number where a random process reads one, but got ${JSON.stringify(value)}.`);
  return value;
}

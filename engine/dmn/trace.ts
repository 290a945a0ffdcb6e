import type { JsonValue } from '../core/keys.ts';
import type { Logic } from './model.ts';

/** How one decision was made; what people look at when they ask why. */
export interface DecisionTrace {
  decisionId: string;
  name: string;
  kind: Logic['kind'];
  /** The inputs of a decision table, as they were at the time; empty for other logic. */
  inputs: TracedInput[];
  matchedRules: MatchedRule[];
  result: JsonValue;
  /** What FEEL answered with null instead of failing: unknown variables, incomparable values. Never names a value. */
  warnings: string[];
}

export interface TracedInput {
  id: string;
  label: string;
  value: JsonValue;
}

export interface MatchedRule {
  id: string;
  /** From 1, as the table numbers them. */
  index: number;
  outputs: { id: string; name: string; value: JsonValue }[];
}

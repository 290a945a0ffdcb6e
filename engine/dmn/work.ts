import { isFailure } from '../core/failure.ts';
import { openDecisionFeel, type FeelValue, type Scope, type Told } from '../core/feel/unary-test.ts';
import { toJson } from '../core/feel/to-json.ts';
import type { Failure } from '../core/failure.ts';
import type { JsonValue } from '../core/keys.ts';
import { asDrawn } from './spelling.ts';

export type { FeelValue, Scope } from '../core/feel/unary-test.ts';

export interface Refusal {
  code: string;
  message: string;
  /** Where in the file it happened. */
  elementId: string;
}

/**
 * One decision being worked out. What fails first is what is told; from then on every answer is null and costs nothing,
 * so that the code that asks need not look after each question.
 */
export class Work {
  refusal: Refusal | null = null;
  readonly #feel;
  #warnings = new Set<string>();

  constructor(now?: Date) {
    this.#feel = openDecisionFeel(now);
  }

  evaluate(expression: string, scope: Scope, elementId: string): FeelValue {
    return this.#answer(elementId, () => this.#feel.evaluate(expression, scope)) ?? null;
  }

  meets(tests: string, input: FeelValue, scope: Scope, elementId: string): boolean {
    return this.#answer(elementId, () => this.#feel.test(tests, input, scope)) ?? false;
  }

  /** Whether FEEL holds them for equal. */
  isSame(left: FeelValue, right: FeelValue): boolean {
    return this.evaluate('left = right', { left, right }, '') === true;
  }

  json(value: FeelValue, elementId: string): JsonValue {
    try {
      return toJson(value);
    } catch (fault) {
      // the only thing it refuses is size
      this.refuse('result_too_large', fault instanceof Error ? fault.message : String(fault), elementId);
      return null;
    }
  }

  refuse(code: string, message: string, elementId: string): null {
    this.refusal ??= { code, message, elementId };
    return null;
  }

  /** Warnings since the last time. */
  takeWarnings(): string[] {
    const taken = [...this.#warnings];
    this.#warnings = new Set();
    return taken;
  }

  #answer<T>(elementId: string, ask: () => Told<T> | Failure): T | undefined {
    if (this.refusal) return undefined;
    const told = ask();
    if (isFailure(told)) {
      this.refuse(told.code, asDrawn(told.message), elementId);
      return undefined;
    }
    for (const warning of told.warnings) this.#warnings.add(asDrawn(warning));
    return told.value;
  }
}

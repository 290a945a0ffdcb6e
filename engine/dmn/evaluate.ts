import type { Failure } from '../core/failure.ts';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { evaluateLogic, functionOf } from './evaluate-logic.ts';
import { evaluateTable, type TableResult } from './evaluate-table.ts';
import { own, type Decision, type DecisionTable, type Requirements } from './model.ts';
import { wordFor } from './spelling.ts';
import type { DecisionTrace, MatchedRule, TracedInput } from './trace.ts';
import { requireType } from './types.ts';
import { Work, type FeelValue, type Scope } from './work.ts';

export interface DecisionResult {
  result: JsonValue;
  /** Of the decision asked for; empty when it is no table. */
  inputs: TracedInput[];
  matchedRules: MatchedRule[];
  /** Every decision that was made, in that order: what is required comes first, the one asked for last. */
  trace: DecisionTrace[];
}

/** A decision that could not be made. Its message names rules and expressions, never a value. */
export interface DecisionFailure extends Failure {
  decisionId: string;
  /** Where in the file it went wrong. */
  elementId: string | null;
  /** What was decided before. */
  trace: DecisionTrace[];
}

/** Makes a decision, and first every decision it requires, each once. `now` is what `now()` and `today()` answer. */
export function evaluateDecision(
  requirements: Requirements,
  decisionId: string,
  variables: JsonObject,
  { now }: { now?: Date } = {},
): DecisionResult | DecisionFailure {
  const work = new Work(now);
  const trace: DecisionTrace[] = [];
  const results = new Map<string, FeelValue>();
  const made = new Map<string, FeelValue>();
  const globals = scopeOf(Object.entries(variables));
  const decision = own(requirements.decisions, decisionId);
  if (!decision) {
    const message = `Expected decision '${decisionId}' in the file, but it is not.`;
    return decisionFailure(decisionId, { code: 'decision_not_found', message, elementId: null }, trace);
  }
  decide(decision);
  if (work.refusal) return decisionFailure(decisionId, work.refusal, trace);
  const { result, inputs, matchedRules } = trace.at(-1)!;
  return { result, inputs, matchedRules, trace };

  function decide(one: Decision): FeelValue {
    if (results.has(one.id)) return results.get(one.id);
    const required = one.requires.flatMap((id) => {
      const other = requirements.decisions[id]!;
      const value = decide(other);
      return other.resultNames.map((name) => [name, value] as const);
    });
    const scope = { ...globals, ...scopeOf(required), ...functions(one.knowledge) };
    const table = one.logic.kind === 'decisionTable' ? evaluateTable(one.logic, scope, work) : null;
    const value = table ? table.value : evaluateLogic(one.logic, scope, work);
    requireType(value, one.resultType, `the result of '${one.name}'`, one.id, work);
    if (!work.refusal) trace.push(traceOf(one, value, table));
    results.set(one.id, value);
    return value;
  }

  function functions(ids: string[]): Scope {
    return scopeOf(
      ids.map((id) => {
        const { name } = requirements.knowledge[id]!;
        if (!made.has(id)) made.set(id, knowledgeFunction(id));
        return [name, made.get(id)];
      }),
    );
  }

  /** It sees what the caller was given, the models it requires, and its parameters. */
  function knowledgeFunction(id: string): FeelValue {
    const { parameters, logic, knowledge } = requirements.knowledge[id]!;
    return functionOf(parameters, logic, { ...globals, ...functions(knowledge) }, work);
  }

  function traceOf(
    { id, name, logic }: Decision,
    value: FeelValue,
    table: TableResult | null,
  ): DecisionTrace {
    const json = (one: FeelValue) => work.json(one, id);
    return {
      decisionId: id,
      name,
      kind: logic.kind,
      inputs: table ? inputsOf(logic as DecisionTable, table, json) : [],
      matchedRules: table ? rulesOf(logic as DecisionTable, table, json) : [],
      result: json(value),
      warnings: work.takeWarnings(),
    };
  }
}

export function decisionFailure(
  decisionId: string,
  { code, message, elementId }: Pick<DecisionFailure, 'code' | 'message' | 'elementId'>,
  trace: DecisionTrace[],
): DecisionFailure {
  return { failure: true, code, message, decisionId, elementId, trace };
}

type ToJson = (value: FeelValue) => JsonValue;

function inputsOf({ inputs }: DecisionTable, table: TableResult, json: ToJson): TracedInput[] {
  return inputs.map(({ id, label }, at) => ({ id, label, value: json(table.inputs[at]) }));
}

function rulesOf({ outputs }: DecisionTable, { matches }: TableResult, json: ToJson): MatchedRule[] {
  return matches.map(({ rule, index, values }) => ({
    id: rule.id,
    index,
    outputs: outputs.map(({ id, name }, at) => ({ id, name, value: json(values[at]) })),
  }));
}

function scopeOf(entries: Iterable<readonly [string, FeelValue]>): Scope {
  return Object.fromEntries([...entries].map(([name, value]) => [wordFor(name), value]));
}

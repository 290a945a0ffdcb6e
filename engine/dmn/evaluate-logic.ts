import { evaluateTable } from './evaluate-table.ts';
import type { BoxedContext, Invocation, Logic, Parameter } from './model.ts';
import { wordFor } from './spelling.ts';
import { requireType } from './types.ts';
import type { FeelValue, Scope, Work } from './work.ts';

/** Works out a boxed expression; every name of the scope is one word. */
export function evaluateLogic(logic: Logic, scope: Scope, work: Work): FeelValue {
  switch (logic.kind) {
    case 'decisionTable':
      return evaluateTable(logic, scope, work).value;
    case 'literalExpression':
      return work.evaluate(logic.text, scope, logic.id);
    case 'context':
      return evaluateContext(logic, scope, work);
    case 'list':
      return logic.items.map((item) => evaluateLogic(item, scope, work));
    case 'relation':
      return logic.rows.map((row) =>
        Object.fromEntries(row.map((cell, at) => [logic.columns[at]!, evaluateLogic(cell, scope, work)])),
      );
    case 'invocation':
      return invoke(logic, scope, work);
    case 'functionDefinition':
      return functionOf(logic.parameters, logic.body, scope, work);
  }
}

/** Each entry sees the ones before it. */
function evaluateContext({ entries, result }: BoxedContext, scope: Scope, work: Work): FeelValue {
  const values: Record<string, FeelValue> = {};
  const seen: Record<string, FeelValue> = { ...scope };
  for (const { name, logic } of entries) {
    seen[wordFor(name)] = values[name] = evaluateLogic(logic, seen, work);
  }
  return result === null ? values : evaluateLogic(result, seen, work);
}

type DecisionFunction = ((...values: FeelValue[]) => FeelValue) & { $args: string[] };

/** A function FEEL can call; it sees `scope` and what it is given. */
export function functionOf(parameters: Parameter[], body: Logic, scope: Scope, work: Work): DecisionFunction {
  const call = (...values: FeelValue[]): FeelValue => {
    const given = parameters.map(({ name, type }, at) => {
      const value = values[at] ?? null;
      requireType(value, type, `parameter '${name}'`, body.id, work);
      return [wordFor(name), value];
    });
    return evaluateLogic(body, { ...scope, ...Object.fromEntries(given) }, work);
  };
  return Object.assign(call, { $args: parameters.map(({ name }) => name) });
}

function invoke({ id, called, bindings }: Invocation, scope: Scope, work: Work): FeelValue {
  const target = scope[wordFor(called)];
  if (!isDecisionFunction(target)) {
    return work.refuse(
      'function_missing',
      `Expected '${called}' to be a function that is required here, but it is not.`,
      id,
    );
  }
  const given = new Map(bindings.map(({ name, logic }) => [name, evaluateLogic(logic, scope, work)]));
  return target(...target.$args.map((name) => given.get(name)));
}

function isDecisionFunction(value: FeelValue): value is DecisionFunction {
  return typeof value === 'function' && '$args' in value;
}

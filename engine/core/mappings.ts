import { isFailure, type Failure } from './failure.ts';
import type { JsonObject, Key } from './keys.ts';
import type { Mapping } from './model.ts';
import type { Run } from './run.ts';
import { propagate, setLocal, visibleVariables, withPath } from './variables.ts';

/** `zeebe:input`: evaluated in order, each seeing the ones before, declared in the element's own scope. */
export function applyInputs(run: Run, key: Key, inputs: Mapping[]): Failure | void {
  for (const { source, target } of inputs) {
    const value = run.resolve(source, key);
    if (isFailure(value)) return value;
    const [name, ...path] = target.split('.') as [string, ...string[]];
    setLocal(run, key, { [name]: withPath(run.get(key).variables[name], path, value) });
  }
}

/** `zeebe:output`: evaluated in the element's scope, given to the scopes around it. All of them or none. */
export function applyOutputs(run: Run, key: Key, outputs: Mapping[]): Failure | void {
  const { parentKey } = run.get(key);
  if (parentKey === null || outputs.length === 0) return;
  const outside = visibleVariables(run.instance, parentKey);
  const values: JsonObject = {};
  for (const { source, target } of outputs) {
    const value = source.startsWith('=') ? run.evaluate(source, key, values) : source;
    if (isFailure(value)) return value;
    const [name, ...path] = target.split('.') as [string, ...string[]];
    values[name] = withPath(values[name] ?? outside[name], path, value);
  }
  propagate(run, parentKey, values);
}

import type { ElementInstance, Instance } from './instance.ts';
import type { JsonObject, JsonValue, Key } from './keys.ts';
import type { Element } from './model.ts';
import type { Run } from './run.ts';

/** Everything an expression in this scope can name: its own variables, then those of the scopes around it. */
export function visibleVariables(instance: Instance, scopeKey: Key): JsonObject {
  const scopes: JsonObject[] = [];
  for (let key: Key | null = scopeKey; key !== null;) {
    const scope: ElementInstance | undefined = instance.elements[key];
    if (!scope) break;
    if (scope.parentKey === null || Object.keys(scope.variables).length > 0) scopes.push(scope.variables);
    key = scope.parentKey;
  }
  return scopes.length === 1 ? scopes[0]! : scopes.reduce((inner, outer) => ({ ...outer, ...inner }));
}

/** Declares variables in this very scope. */
export function setLocal(run: Run, scopeKey: Key, values: JsonObject): void {
  if (Object.keys(values).length === 0) return;
  const scope = run.edit(scopeKey);
  // a new object: events of this step may hold the one before
  scope.variables = { ...scope.variables, ...values };
  run.emit({ type: 'variablesSet', scopeKey, values });
}

/** Data objects are there from the beginning of their scope, empty until somebody fills them. */
export function declareDataObjects(run: Run, { dataObjects }: Element, scopeKey: Key): void {
  const { variables } = run.get(scopeKey);
  const missing = dataObjects.filter((name) => !Object.hasOwn(variables, name));
  setLocal(run, scopeKey, Object.fromEntries(missing.map((name) => [name, null])));
}

/** Gives each value to the nearest scope outwards that declares its name, or else to the process. */
export function propagate(run: Run, fromKey: Key, values: JsonObject): void {
  const byScope = new Map<Key, JsonObject>();
  for (const [name, value] of Object.entries(values)) {
    const owner = ownerOf(run, fromKey, name);
    byScope.set(owner, { ...byScope.get(owner), [name]: value });
  }
  for (const [scopeKey, own] of byScope) setLocal(run, scopeKey, own);
}

/** Variables from outside: into the scope itself, or to wherever outwards each is declared. */
export function changeVariables(
  run: Run,
  { scopeKey, variables, local }: { scopeKey: Key; variables: JsonObject; local: boolean },
): void {
  if (local) setLocal(run, scopeKey, variables);
  else propagate(run, scopeKey, variables);
}

function ownerOf(run: Run, fromKey: Key, name: string): Key {
  let key = fromKey;
  for (;;) {
    const { variables, parentKey } = run.get(key);
    if (Object.hasOwn(variables, name) || parentKey === null) return key;
    key = parentKey;
  }
}

/** `person.name` = "x" over what is there already: a new object with only that member changed. */
export function withPath(current: JsonValue | undefined, path: string[], value: JsonValue): JsonValue {
  const [first, ...rest] = path;
  if (first === undefined) return value;
  const object = isObject(current) ? current : {};
  return { ...object, [first]: withPath(object[first], rest, value) };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

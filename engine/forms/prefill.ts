import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isList } from './instances.ts';
import { isKeyed } from './read-value.ts';
import { componentsOf, pathOf, setAt, valueAt, type Component } from './schema.ts';

/**
 * What the form is opened with: of all variables only those that a field shows, an expression or text of the form
 * names, or options come from. What the form has no use for does not leave the server.
 * @param draft what was filled in before; fields that can only be read show what is true now
 */
export function prefill(schema: JsonObject, variables: JsonObject, draft: JsonObject = {}): JsonObject {
  const data = { ...selectVariables(schema, variables), ...structuredClone(draft) };
  for (const path of readOnlyPaths(componentsOf(schema), [])) {
    setValue(data, path, valueAt(variables, path));
  }
  return data;
}

/** Lists are left out: their rows are the draft's. */
function readOnlyPaths(components: Component[], base: string[]): string[][] {
  return components.flatMap((field) => {
    if (isList(field)) return [];
    if (!isKeyed(field)) return readOnlyPaths(componentsOf(field), [...base, ...pathOf(field.path)]);
    const isFrozen = field.readonly === true || field.disabled === true;
    return isFrozen && field.key ? [[...base, ...pathOf(field.key)]] : [];
  });
}

/** A field whose variable has no value shows its default, which null would not let it. */
function setValue(data: JsonObject, path: string[], value: JsonValue | undefined): void {
  const given = value ?? undefined;
  if (given !== undefined || valueAt(data, path) !== undefined) setAt(data, path, given);
}

function selectVariables(schema: JsonObject, variables: JsonObject): JsonObject {
  const data: JsonObject = {};
  for (const name of namesIn(schema)) {
    if (Object.hasOwn(variables, name)) data[name] = structuredClone(variables[name]!);
  }
  for (const path of pathsOf(componentsOf(schema), [])) {
    setValue(data, path, valueAt(variables, path));
  }
  return data;
}

/** Lists go as a whole: their rows have no other use than to be shown. */
function pathsOf(components: Component[], base: string[]): string[][] {
  return components.flatMap((field) => {
    if (isKeyed(field)) return field.key ? [[...base, ...pathOf(field.key)]] : [];
    const path = [...base, ...pathOf(field.path)];
    return isList(field) ? [path] : pathsOf(componentsOf(field), path);
  });
}

/** Names that may be variables in any expression (`=…`), text with holes (`{{…}}`) or `valuesKey` of the schema. */
function namesIn(value: JsonValue): Set<string> {
  const names = new Set<string>();
  visit(value, '');
  return names;

  function visit(one: JsonValue, property: string): void {
    if (typeof one === 'string') collect(one, property);
    else if (Array.isArray(one)) one.forEach((item) => visit(item, property));
    else if (typeof one === 'object' && one !== null) {
      for (const [name, member] of Object.entries(one)) visit(member, name);
    }
  }

  function collect(text: string, property: string): void {
    if (property === 'valuesKey') names.add(text);
    const isFeel = text.startsWith('=') || property === 'check';
    const expressions = isFeel ? [text] : [...text.matchAll(/\{\{(.*?)\}\}/gs)].map((match) => match[1]!);
    for (const expression of expressions) {
      const bare = expression.replace(/"(?:[^"\\]|\\.)*"/g, ' ');
      for (const [name] of bare.matchAll(/[\p{L}_][\p{L}\p{N}_]*/gu)) names.add(name);
    }
  }
}

import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import type { Case } from './play-case.ts';

/** What a component cannot be without. */
const NEEDED = new Set(['id', 'type', 'key', 'path', 'components', 'isRepeating', 'subtype']);

/**
 * Makes a case as small as it gets: without every deed, component, property and variable that it fails without.
 * @param seconds after so long what was reached is good enough
 */
export function smaller(found: Case, fails: (one: Case) => boolean, seconds = 10): Case {
  const end = Date.now() + seconds * 1_000;
  let smallest = found;
  for (let next: Case | undefined = found; next;) {
    smallest = next;
    next = simplifications(smallest).find((one) => Date.now() < end && fails(one));
  }
  return smallest;
}

function simplifications({ schema, context, deeds }: Case): Case[] {
  const components = schema.components as JsonObject[];
  return [
    ...without(deeds).map((left) => ({ schema, context, deeds: left })),
    ...simplerForms(components).map((left) => ({
      schema: { ...schema, components: left },
      context,
      deeds,
    })),
    ...simplerValues(context).map((left) => ({ schema, context: left as JsonObject, deeds })),
  ];
}

function without<T>(list: T[]): T[][] {
  return list.map((_, at) => list.toSpliced(at, 1)).toReversed();
}

function simplerForms(components: JsonObject[]): JsonObject[][] {
  const rest = components.length > 1 ? without(components) : [];
  return [
    ...rest,
    ...components.flatMap((one, at) => simplerComponents(one).map((left) => components.with(at, left))),
  ];
}

function simplerComponents(component: JsonObject): JsonObject[] {
  const { components, validate } = component;
  const bare = Object.keys(component)
    .filter((name) => !NEEDED.has(name))
    .map((name) => omit(component, name));
  const limits = validate ? Object.keys(validate as JsonObject) : [];
  return [
    ...bare,
    ...(limits.length > 1
      ? limits.map((name) => ({ ...component, validate: omit(validate as JsonObject, name) }))
      : []),
    ...(components
      ? simplerForms(components as JsonObject[]).map((left) => ({ ...component, components: left }))
      : []),
  ];
}

function simplerValues(value: JsonValue): JsonValue[] {
  if (typeof value !== 'object' || value === null) return [];
  if (Array.isArray(value)) {
    return [
      ...without(value),
      ...value.flatMap((one, at) => simplerValues(one).map((left) => value.with(at, left))),
    ];
  }
  return [
    ...Object.keys(value).map((name) => omit(value, name)),
    ...Object.entries(value).flatMap(([name, one]) =>
      simplerValues(one).map((left) => ({ ...value, [name]: left })),
    ),
  ];
}

function omit(holder: JsonObject, name: string): JsonObject {
  const { [name]: _, ...left } = holder;
  return left;
}

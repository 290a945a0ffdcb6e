import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { holds, isExpression, resolve, type Scope } from './feel.ts';
import { instancesOf, isList, withoutHidden, type FieldInstance } from './instances.ts';
import { optionsOf } from './options.ts';
import { emptyValue, readValue } from './read-value.ts';
import { componentsOf, pathOf, setAt, valueAt, type Component } from './schema.ts';

/** A form with everything worked out that its fields depend on each other for. */
export interface FormState {
  /** Context with the values of all fields over it. */
  values: JsonObject;
  instances: FieldInstance[];
}

/** What the person was shown, what he sent, and when. */
export interface Submission {
  schema: JsonObject;
  submitted: JsonObject;
  context: JsonObject;
  now?: Date;
}

/** Conditions may depend on computed fields and those on conditions; like the viewer, this settles in a few rounds. */
const ROUNDS = 10;

export function settle(submission: Submission): FormState {
  const { schema, context, now } = submission;
  const values = structuredClone(context);
  placeRows(componentsOf(schema), [], values, submission);
  for (let round = 0; ; round += 1) {
    const unfiltered = instancesOf(schema, values, values, now);
    const instances = instancesOf(schema, values, withoutHidden(values, unfiltered), now);
    let changed = false;
    for (const instance of instances) {
      if (isList(instance.field)) continue;
      const value = valueOf(instance, submission);
      if (isDeepStrictEqual(valueAt(values, instance.path), value)) continue;
      setAt(values, instance.path, value);
      changed = true;
    }
    if (!changed || round === ROUNDS) return { values, instances };
  }
}

/** Rows as sent; of a list that lets nobody add or remove rows, as shown. */
function placeRows(
  components: Component[],
  base: (string | number)[],
  values: JsonObject,
  submission: Submission,
): void {
  for (const field of components) {
    const path = [...base, ...pathOf(field.path)];
    if (!isList(field)) {
      if (field.components) placeRows(componentsOf(field), path, values, submission);
      continue;
    }
    const rows = rowsOf(field, path, submission);
    setAt(
      values,
      path,
      Array.from({ length: rows }, () => ({})),
    );
    for (let index = 0; index < rows; index += 1) {
      placeRows(componentsOf(field), [...path, index], values, submission);
    }
  }
}

export function rowsOf(
  field: Component,
  path: (string | number)[],
  { submitted, context }: Submission,
): number {
  const sent = valueAt(submitted, path);
  const shown = valueAt(context, path);
  if (field.allowAddRemove !== false) return Array.isArray(sent) ? Math.min(sent.length, MOST_ROWS) : 0;
  return Array.isArray(shown) ? shown.length : (field.defaultRepetitions ?? 1);
}

export const MOST_ROWS = 200;

function valueOf({ field, path, scope, hidden }: FieldInstance, submission: Submission): JsonValue {
  const { submitted, context, now } = submission;
  if (field.type === 'expression') {
    return hidden ? emptyValue(field) : (resolve(field.expression ?? null, scope, now) ?? null);
  }
  if (isFrozen(field, scope, now)) return shownValue(field, path, context);
  const sent = valueAt(submitted, path) ?? null;
  const read = readValue(sent, field, () => optionsOf(field, scope, context, now));
  return 'fault' in read ? emptyValue(field) : read.value;
}

/** Nobody may change it in this form: read-only, or disabled. */
export function isFrozen({ readonly, disabled }: Component, scope: Scope, now?: Date): boolean {
  if (disabled === true) return true;
  return isExpression(readonly) ? holds(readonly, scope, now) : readonly === true;
}

/** What a field that cannot be changed shows. */
export function shownValue(field: Component, path: (string | number)[], context: JsonObject): JsonValue {
  return valueAt(context, path) ?? structuredClone(field.defaultValue) ?? emptyValue(field);
}

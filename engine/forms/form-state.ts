import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { resolve } from './feel.ts';
import { instancesOf, isList, type FieldInstance } from './instances.ts';
import { isLockedNow } from './lasting-locks.ts';
import { isChoice, keepOffered, knownOptionsOf } from './options.ts';
import { setAt, valueAt, type Path } from './schema.ts';
import { withoutHidden } from './without-hidden.ts';

/** A form with everything worked out that its fields depend on each other for. */
export interface FormState {
  /** What it was opened with: the variables, and a value for every field. */
  opened: JsonObject;
  /** The same after it was filled in. */
  data: JsonObject;
  instances: FieldInstance[];
  /** Computed fields that never came to rest. */
  restless: FieldInstance[];
}

/** Conditions may depend on computed fields and those on conditions; like the viewer, this settles in a few rounds. */
const ROUNDS = 10;

/** What is known of a form beside what stands in it. */
export interface Known {
  /** What nobody can have written or worked out: it stays as it is here; undefined for all others. */
  stays(instance: FieldInstance): JsonValue | undefined;
  /** What whoever filled it in had in sight: of several states a form can rest in, theirs is looked for. */
  wasSeen(path: Path): boolean;
}

/**
 * Works out computed fields, conditions and options from each other until nothing changes.
 * @param typed the form's data as somebody has filled it in
 */
export function settle(
  schema: JsonObject,
  opened: JsonObject,
  typed: JsonObject,
  { stays, wasSeen }: Known,
  now?: Date,
): FormState {
  const data = structuredClone(typed);
  let isGiven = false;
  for (let round = 0, last = ROUNDS; ; round += 1) {
    const seen = { ...opened, ...withoutHidden(schema, data, now, round === 0 ? begin : undefined) };
    const instances = instancesOf(schema, data, seen, now);
    const changed = instances.filter((instance) => !isList(instance.field) && change(instance));
    // a chain of computed fields moves on by one of them in each round
    if (round === 0) last += instances.filter(({ field }) => field.type === 'expression').length;
    const isAtRest = changed.length === 0 && !(isGiven && round === 0);
    if (isAtRest || round >= last) return { opened, data, instances, restless: changed };
  }

  /** From what was in sight it is worked out whether it can be. */
  function begin(path: Path): boolean {
    const seen = wasSeen(path);
    isGiven ||= seen;
    return seen;
  }

  function change(instance: FieldInstance): boolean {
    const value = valueOf(instance);
    if (isDeepStrictEqual(valueAt(data, instance.path), value)) return false;
    setAt(data, instance.path, value);
    return true;
  }

  function valueOf(instance: FieldInstance): JsonValue {
    const { field, path, scope, hidden } = instance;
    const written = valueAt(typed, path) ?? null;
    if (hidden) return written;
    const kept = stays(instance);
    if (kept !== undefined) return kept;
    if (field.type === 'expression') return isLate(instance) ? written : computed(instance, now);
    if (!isChoice(field) || isLockedNow(instance, now)) return written;
    return keepOffered(field, written, knownOptionsOf(field, scope, opened, now));
  }
}

/** Worked out when the form is submitted, not while it is filled in. */
export function isLate({ field }: FieldInstance): boolean {
  return field.computeOn === 'presubmit';
}

export function computed({ field, scope }: FieldInstance, now?: Date): JsonValue {
  return resolve(field.expression ?? null, scope, now) ?? null;
}

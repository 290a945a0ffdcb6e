import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import { isExpression } from './feel.ts';
import { isLocked, isReadonly, type FormState } from './form-state.ts';
import { isList, type FieldInstance } from './instances.ts';
import { freshRow } from './open-data.ts';
import { isEmpty, isFixed, valueAt, type Component } from './schema.ts';

type Path = (string | number)[];

/** What nobody could write: by the path of the field, whether something else than what was shown is found in it. */
export type Locks = Map<string, 'kept' | 'changed'>;

/**
 * Fields that are only shown, disabled, or locked by a condition. A condition locks what was locked when the form was
 * opened: somebody who locks a field by a later answer has written it before. Rows that can be added and removed are
 * recognised by what they only show.
 */
export function locksOf(
  state: FormState,
  opening: () => FormState,
  submitted: JsonObject,
  now?: Date,
): Locks {
  const locks: Locks = new Map();
  const written = state.instances.filter(isWritten);
  const rows = byRow(written);
  /** The rows, as they were shown, that a row may be. */
  const origins = new Map<string, JsonValue[]>([['', [state.opened]]]);
  for (const instance of written) if (!instance.moves) lockInPlace(instance);
  for (const instance of state.instances) if (isList(instance.field)) lockRows(instance);
  return locks;

  function lockInPlace(instance: FieldInstance): void {
    const { field, path } = instance;
    if (!isFixed(field) && !isLockedAllAlong(instance, opening, now)) return;
    const sent = valueAt(submitted, path);
    const shown = valueAt(state.opened, path) ?? null;
    const isKept = sent === undefined || isEmpty(sent) || isSame(field, sent, shown);
    locks.set(path.join('.'), isKept ? 'kept' : 'changed');
  }

  function lockRows({ field: list, path, moves }: FieldInstance): void {
    const around = rowOf(path);
    const inner = path.slice(around.length);
    const shown = (origins.get(around.join('.')) ?? []).flatMap((row) => valueAt(row, inner) ?? []);
    const count = [valueAt(state.data, path) ?? []].flat().length;
    for (let row = 0, next = 0; row < count; row += 1) {
      const place = [...path, row].join('.');
      const locked = (rows.get(place) ?? []).filter((one) => isLocked(one, now));
      const inPlace = !moves && isFixed(list);
      const origin = inPlace ? row : shown.findIndex((one, at) => at >= next && locked.every(isAs(one)));
      if (inPlace) origins.set(place, shown.slice(row, row + 1));
      else if (locked.length === 0) origins.set(place, shown);
      else if (origin < 0) lockNew(list, locked);
      else {
        next = origin + 1;
        origins.set(place, [shown[origin]!]);
        for (const field of locked) locks.set(field.path.join('.'), 'kept');
      }
    }
  }

  /** A row that was not shown before: what it shows is what a row shows that has just been added. */
  function lockNew(list: Component, locked: FieldInstance[]): void {
    const fresh = freshRow(list, state.opened);
    for (const instance of locked) {
      const { field, path, scope } = instance;
      const isOpen = () =>
        !isReadonly(field.readonly, { ...scope, data: seenIn(opening()), this: fresh }, now);
      if (!isFixed(field) && isOpen()) continue;
      locks.set(path.join('.'), isAs(fresh)(instance) ? 'kept' : 'changed');
    }
  }

  function isAs(row: JsonValue): (instance: FieldInstance) => boolean {
    return ({ field, path }) => {
      const shown = valueAt(row, path.slice(rowOf(path).length)) ?? null;
      return isSame(field, valueAt(state.data, path) ?? null, shown);
    };
  }
}

function isWritten({ field, hidden }: FieldInstance): boolean {
  return !hidden && !isList(field) && field.type !== 'expression';
}

function byRow(instances: FieldInstance[]): Map<string, FieldInstance[]> {
  const rows = new Map<string, FieldInstance[]>();
  for (const instance of instances) {
    const row = rowOf(instance.path).join('.');
    const others = rows.get(row);
    if (others) others.push(instance);
    else rows.set(row, [instance]);
  }
  return rows;
}

/** By a condition that held when the form was opened as well. */
export function isLockedAllAlong(
  { field, path, scope }: FieldInstance,
  opening: () => FormState,
  now?: Date,
): boolean {
  if (!isExpression(field.readonly) || !isReadonly(field.readonly, scope, now)) return false;
  const key = path.join('.');
  const before = opening().instances.find((one) => one.path.join('.') === key);
  return before !== undefined && isReadonly(field.readonly, before.scope, now);
}

/** `people.0.name` → `people.0`; outside of lists nothing. */
export function rowOf(path: Path): Path {
  return path.slice(0, path.findLastIndex((step) => typeof step === 'number') + 1);
}

function seenIn({ instances, opened }: FormState): JsonObject {
  return instances[0]?.scope.data ?? opened;
}

/** The viewer shows numbers as numbers, and sends them back so. */
function isSame(field: Component, sent: JsonValue, shown: JsonValue): boolean {
  if (isDeepStrictEqual(sent, shown) || (isEmpty(sent) && isEmpty(shown))) return true;
  if (field.type === 'number') return sent !== null && shown !== null && Number(sent) === Number(shown);
  return field.type === 'textfield' && sent === String(shown).replace(/[\r\n\t]/g, ' ');
}

import { isDeepStrictEqual } from 'node:util';
import type { JsonValue } from '../core/keys.ts';
import type { FormState } from './form-state.ts';
import { isList, type FieldInstance } from './instances.ts';
import { staysInPlace, type LastingLock } from './lasting-locks.ts';
import { freshRow } from './open-data.ts';
import { isEmpty, valueAt, type Component, type Path } from './schema.ts';

/** What nobody could write: by the path of the field, whether something else than what was shown is found in it. */
export type Locks = Map<string, 'kept' | 'changed'>;

/**
 * What was made of the fields that are locked whatever is filled in. Rows that can be added and removed are recognised by
 * what they only show.
 * @param sentAt what was submitted for a field
 * @param shownAt what it was opened with, where its place says which field that was
 */
export function locksOf(
  state: FormState,
  lasts: LastingLock,
  sentAt: (path: Path) => JsonValue | undefined,
  shownAt: (path: Path) => JsonValue | undefined,
): Locks {
  const locks: Locks = new Map();
  const written = state.instances.filter(isWritten);
  const rows = byRow(written);
  /** The rows, as they were shown, that a row may be. */
  const origins = new Map<string, JsonValue[]>([['', [state.opened]]]);
  for (const instance of written) if (staysInPlace(instance, lasts)) lockInPlace(instance);
  for (const instance of state.instances) if (isList(instance.field)) lockRows(instance);
  return locks;

  function lockInPlace(instance: FieldInstance): void {
    const { field, path } = instance;
    if (!lasts(instance)) return;
    const sent = sentAt(path);
    const shown = shownAt(path) ?? null;
    const isKept = sent === undefined || isEmpty(sent) || isSame(field, sent, shown);
    locks.set(path.join('.'), isKept ? 'kept' : 'changed');
  }

  function lockRows(instance: FieldInstance): void {
    const { field: list, path } = instance;
    const inPlace = staysInPlace({ ...instance, lists: [...instance.lists, instance] }, lasts);
    const around = rowOf(path);
    const inner = path.slice(around.length);
    const shown = (origins.get(around.join('.')) ?? []).flatMap((row) => valueAt(row, inner) ?? []);
    const count = [valueAt(state.data, path) ?? []].flat().length;
    for (let row = 0, next = 0; row < count; row += 1) {
      const place = [...path, row].join('.');
      const locked = (rows.get(place) ?? []).filter(lasts);
      const origin = shown.findIndex((one, at) => at >= next && locked.every(isAs(one)));
      if (inPlace) origins.set(place, [shownAt([...path, row]) ?? {}]);
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
      locks.set(instance.path.join('.'), isAs(fresh)(instance) ? 'kept' : 'changed');
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

/** `people.0.name` → `people.0`; outside of lists nothing. */
export function rowOf(path: Path): Path {
  return path.slice(0, path.findLastIndex((step) => typeof step === 'number') + 1);
}

/** The viewer shows numbers as numbers, and sends them back so. */
function isSame(field: Component, sent: JsonValue, shown: JsonValue): boolean {
  if (isDeepStrictEqual(sent, shown) || (isEmpty(sent) && isEmpty(shown))) return true;
  if (field.type === 'number') return sent !== null && shown !== null && Number(sent) === Number(shown);
  return field.type === 'textfield' && sent === String(shown).replace(/[\r\n\t]/g, ' ');
}

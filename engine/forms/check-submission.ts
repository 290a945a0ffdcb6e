import type { JsonObject, JsonValue } from '../core/keys.ts';
import type { FieldFault } from '../errors.ts';
import { withoutEmptyRows } from './empty-rows.ts';
import { resolve } from './feel.ts';
import { computed, isLate, openForm, settle, type FormState } from './form-state.ts';
import { isList, type FieldInstance } from './instances.ts';
import { isLockedAllAlong, locksOf, rowOf, type Locks } from './locks.ts';
import { areOffered, isChoice, optionsOf } from './options.ts';
import { openData } from './open-data.ts';
import { readValue } from './read-value.ts';
import { isEmpty, isFixed, setAt, valueAt, type Component } from './schema.ts';
import { typedData } from './typed-data.ts';
import { unknownIn } from './unknown-values.ts';
import { failedCheck, faultOf, wrongWith } from './validate.ts';

export interface CheckedSubmission {
  /** What was filled in and worked out: values of visible fields that may be changed, and of computed ones. */
  data: JsonObject;
  /**
   * What the form showed beside it, for the dossier's snapshot: visible fields that cannot be changed, and of options
   * that came from the data (`valuesKey`) the chosen ones with their labels.
   */
  shown: JsonObject;
  faults: FieldFault[];
}

/**
 * The verdict of the form-js viewer on a form that was opened with `context` and then filled in as `submitted` says: what
 * was not sent is as it was shown, computed fields are computed here. Stricter where the viewer trusts its page: fields
 * that the form does not have, hides or only shows are refused, and values are that are not of their field's type.
 * Rows that nobody wrote anything into are dropped; faults name the rows as they were sent.
 * @param context variables the form may show
 * @param now what `today()` answers in the form's expressions
 */
export function checkSubmission(
  schema: JsonObject,
  submitted: JsonObject,
  context: JsonObject,
  now?: Date,
): CheckedSubmission {
  const opened = openData(schema, context);
  const opening = once(() => openForm(schema, context, now));
  const typed = withoutEmptyRows(schema, typedData(schema, submitted, opened));
  const state = settle(
    schema,
    opened,
    typed.data,
    now,
    (one) => !one.moves && isLockedAllAlong(one, opening, now),
  );
  const sheet: Sheet = {
    state,
    locks: locksOf(state, opening, submitted, now),
    sentAt: (path) => valueAt(submitted, typed.placeOf(path.join('.')).split('.')),
    opening,
    now,
    checked: { data: {}, shown: {}, faults: [] },
  };
  for (const instance of state.instances) {
    if (isList(instance.field)) checkList(instance, sheet);
    else checkField(instance, sheet);
  }
  const { data, shown, faults } = sheet.checked;
  writeBeside(sheet);
  const placed = faults.map((fault) => ({ ...fault, field: typed.placeOf(fault.field) }));
  return { data, shown, faults: [...unknownIn(schema, submitted), ...placed] };
}

interface Sheet {
  state: FormState;
  locks: Locks;
  /** What was submitted for a field, undefined where nothing was. */
  sentAt(path: (string | number)[]): JsonValue | undefined;
  opening: () => FormState;
  now: Date | undefined;
  checked: CheckedSubmission;
}

function checkField(instance: FieldInstance, sheet: Sheet): void {
  const { field, path, hidden } = instance;
  const { state, locks, checked, now } = sheet;
  const lock = locks.get(path.join('.'));
  const sent = sheet.sentAt(path);
  const value = valueAt(state.data, path) ?? null;
  if (hidden) {
    if (!isEmpty(sent)) refuse(instance, sheet, '按已填写的内容，这一项不用填写，请清空后再提交。');
  } else if (field.type === 'expression') {
    if (state.restless.includes(instance))
      refuse(instance, sheet, '这一项算不出确定的结果，请告诉设计表单的人。');
    setAt(checked.data, path, isLate(instance) ? computed(instance, now) : value);
  } else if (lock) {
    if (lock === 'changed') refuse(instance, sheet, '这一项不能修改。');
    else checkShown(instance, value, sheet);
  } else {
    const fault = faultIn(instance, sent, value, sheet);
    if (fault !== null) refuse(instance, sheet, fault);
    else {
      // what was left alone and is empty stays unwritten; rows are written as a whole
      if (sent !== undefined || !isEmpty(value) || rowOf(path).length > 0) setAt(checked.data, path, value);
      keepChosen(field, value, sheet);
    }
  }
}

/** Variables are written as a whole: what only can be read in one goes with what was filled in beside it. */
function writeBeside({ state, locks, checked }: Sheet): void {
  for (const { field, path } of state.instances) {
    const isShown = locks.get(path.join('.')) === 'kept' && !field.disabled;
    if (!isShown || path.length === 1 || rowOf(path).length > 0) continue;
    if (Object.hasOwn(checked.data, path[0]!)) setAt(checked.data, path, valueAt(state.data, path));
  }
}

/** Like the viewer, of what one can only read it is checked that it is right, and of what is disabled nothing. */
function checkShown(instance: FieldInstance, value: JsonValue, sheet: Sheet): void {
  const { field, path, scope } = instance;
  const fault = field.disabled ? null : wrongWith(field, value, scope, sheet.now);
  if (fault !== null) refuse(instance, sheet, fault);
  setAt(sheet.checked.shown, path, value);
  if (rowOf(path).length > 0 && !field.disabled) setAt(sheet.checked.data, path, value);
  keepChosen(field, value, sheet);
}

function faultIn(
  { field, scope }: FieldInstance,
  sent: JsonValue | undefined,
  value: JsonValue,
  { state, now }: Sheet,
): string | null {
  const read = sent === undefined ? { value } : readValue(sent, field);
  if ('fault' in read) return read.fault;
  if (
    sent !== undefined &&
    isChoice(field) &&
    !areOffered(read.value, optionsOf(field, scope, state.opened, now))
  ) {
    return '请从列出的选项中选择。';
  }
  if (field.type === 'filepicker' && Array.isArray(value) && value.length > 1) {
    if (resolve(field.multiple, scope, now) !== true) return '这里只能放一个附件。';
  }
  return faultOf(field, value, scope, now);
}

function checkList(instance: FieldInstance, sheet: Sheet): void {
  const { field, path, scope, hidden, moves } = instance;
  const { state, checked, now } = sheet;
  if (hidden) return;
  const sent = sheet.sentAt(path);
  const rows = valueAt(state.data, path);
  const shown = valueAt(state.opened, path);
  if (Array.isArray(sent) && Array.isArray(shown) && sent.length !== shown.length) {
    const isStuck = isFixed(field) ? !moves : isLockedAllAlong(instance, sheet.opening, now);
    if (isStuck) refuse(instance, sheet, '这个列表不能增加或删除行。');
  }
  const fault = failedCheck(field, scope, now);
  if (fault !== null) refuse(instance, sheet, fault);
  if (!Array.isArray(rows) || (sent === undefined && rows.length === 0 && rowOf(path).length === 0)) return;
  setAt(
    checked.data,
    path,
    rows.map(() => ({})),
  );
}

function refuse({ path }: FieldInstance, { checked }: Sheet, message: string): void {
  checked.faults.push({ field: path.join('.'), message });
}

/** Of options that came from the data the chosen ones, with what they are called. */
function keepChosen({ valuesKey }: Component, value: JsonValue, { state, checked }: Sheet): void {
  const offered = valuesKey ? state.opened[valuesKey] : undefined;
  if (!valuesKey || !Array.isArray(offered)) return;
  const chosen = Array.isArray(value) ? value : [value];
  const before = (checked.shown[valuesKey] ?? []) as JsonValue[];
  const options = offered.filter((option) => chosen.includes(valueAt(option, ['value']) ?? null));
  checked.shown[valuesKey] = [...before, ...options.filter((option) => !before.includes(option))];
}

function once<T>(make: () => T): () => T {
  let made: { value: T } | null = null;
  return () => (made ??= { value: make() }).value;
}

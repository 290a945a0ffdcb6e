import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import type { FieldFault } from '../errors.ts';
import { withoutEmptyRows } from './empty-rows.ts';
import { resolve } from './feel.ts';
import { computed, isLate, settle, type FormState } from './form-state.ts';
import { instancesOf, isList, type FieldInstance } from './instances.ts';
import { isLockedNow, lastingLocks, staysInPlace, type LastingLock } from './lasting-locks.ts';
import { locksOf, rowOf, type Locks } from './locks.ts';
import { areOffered, isChoice, optionsOf } from './options.ts';
import { openData } from './open-data.ts';
import { isEmpty, setAt, valueAt, type Component, type Path } from './schema.ts';
import { typedData, wasShown } from './typed-data.ts';
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
  const lasts = lastingLocks(schema, instancesOf(schema, opened, opened, now), now);
  const { data: written, refused } = typedData(schema, submitted, opened);
  const isRefusedIn = (row: string) => [...refused.keys()].some((path) => path.startsWith(`${row}.`));
  const settleAs = (data: JsonObject, stoodAt: (path: Path) => Path) =>
    settle(
      schema,
      opened,
      data,
      {
        stays(one) {
          if (!lasts(one)) return undefined;
          if (staysInPlace(one, lasts)) return valueAt(opened, stoodAt(one.path)) ?? null;
          return one.field.type === 'expression' ? (valueAt(data, one.path) ?? null) : undefined;
        },
        wasSeen: (path) => valueAt(submitted, stoodAt(path)) !== undefined,
      },
      now,
    );
  const isHidden = hiddenRows(() => settleAs(written, (path) => path));
  const typed = withoutEmptyRows(schema, written, (row) => isRefusedIn(row) || isHidden(row));
  // rows that were dropped may have stood before it
  const placeOf = (path: Path) => typed.placeOf(path.join('.'));
  const stoodAt = (path: Path) => placeOf(path).split('.');
  const sentAt = (path: Path) => valueAt(submitted, stoodAt(path));
  const shownAt = (path: Path) => valueAt(opened, stoodAt(path));
  const state = settleAs(typed.data, stoodAt);
  const sheet: Sheet = {
    state,
    lasts,
    locks: locksOf(state, lasts, sentAt, shownAt),
    sentAt,
    shownAt,
    refusalOf: (path) => refused.get(placeOf(path)),
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

/** Whether a row stands in a list that cannot be seen: nobody could take it away, and conditions go on asking about it. */
function hiddenRows(settled: () => FormState): (row: string) => boolean {
  let hidden: Set<string> | undefined;
  return (row) => {
    hidden ??= new Set(
      settled()
        .instances.filter((instance) => instance.hidden && isList(instance.field))
        .map(({ path }) => path.join('.')),
    );
    return hidden.has(row.slice(0, row.lastIndexOf('.')));
  };
}

interface Sheet {
  state: FormState;
  lasts: LastingLock;
  locks: Locks;
  /** What was submitted for a field, undefined where nothing was. */
  sentAt(path: Path): JsonValue | undefined;
  /** What stood in this place when the form was opened. */
  shownAt(path: Path): JsonValue | undefined;
  /** Why what was submitted can be no value of the field. */
  refusalOf(path: Path): string | undefined;
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
    const isComputedNow = isLate(instance) && !isLockedNow(instance, now);
    setAt(checked.data, path, isComputedNow ? computed(instance, now) : value);
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
  { field, path, scope }: FieldInstance,
  sent: JsonValue | undefined,
  value: JsonValue,
  { state, refusalOf, now }: Sheet,
): string | null {
  const refusal = refusalOf(path);
  if (refusal !== undefined) return refusal;
  if (sent !== undefined && sent !== '' && isChoice(field)) {
    const isLeft = wasShown(state.opened, path, sent) && isDeepStrictEqual(sent, value);
    const isOffered = isLeft || areOffered(sent, optionsOf(field, scope, state.opened, now));
    if (!isOffered) return '请从列出的选项中选择。';
  }
  if (field.type === 'filepicker' && Array.isArray(value) && value.length > 1) {
    if (resolve(field.multiple, scope, now) !== true) return '这里只能放一个附件。';
  }
  return faultOf(field, value, scope, now);
}

function checkList(instance: FieldInstance, sheet: Sheet): void {
  const { field, path, scope, hidden, lists } = instance;
  const { state, lasts, checked, now } = sheet;
  if (hidden) return;
  const sent = sheet.sentAt(path);
  const rows = valueAt(state.data, path);
  const shown = sheet.shownAt(path);
  if (Array.isArray(sent) && Array.isArray(shown) && sent.length !== shown.length) {
    const isStuck = staysInPlace({ ...instance, lists: [...lists, instance] }, lasts);
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

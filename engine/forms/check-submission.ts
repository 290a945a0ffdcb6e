import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import type { FieldFault } from '../errors.ts';
import { withoutEmptyRows } from './empty-rows.ts';
import { isFrozen, rowsOf, settle, shownValue, type Submission } from './form-state.ts';
import { isList, type FieldInstance } from './instances.ts';
import { optionsOf } from './options.ts';
import { readValue } from './read-value.ts';
import { unknownIn } from './unknown-values.ts';
import { isEmpty, setAt, valueAt, type Component } from './schema.ts';
import { failedCheck, faultOf } from './validate.ts';

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
 * The verdict of the form-js viewer on what was submitted, reached on the server, and stricter where the viewer trusts
 * its page: fields that the form does not have, hides or only shows are refused. Computed fields are computed here.
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
  const sifted = withoutEmptyRows(schema, submitted);
  const submission: Submission = { schema, submitted: sifted.data, context, now };
  const { instances } = settle(submission);
  const checked: CheckedSubmission = { data: {}, shown: {}, faults: [] };
  for (const instance of instances) {
    if (isList(instance.field)) checkList(instance, submission, checked);
    else checkField(instance, submission, checked);
  }
  const faults = checked.faults.map((fault) => ({ ...fault, field: sifted.placeOf(fault.field) }));
  return { ...checked, faults: [...unknownIn(schema, submitted), ...faults] };
}

function checkField(instance: FieldInstance, submission: Submission, checked: CheckedSubmission): void {
  const { field, path, scope, hidden } = instance;
  const { submitted, context, now } = submission;
  const sent = valueAt(submitted, path);
  const refuse = (message: string) => checked.faults.push({ field: path.join('.'), message });
  if (hidden) {
    if (!isEmpty(sent)) refuse('按已填写的内容，这一项不用填写，请清空后再提交。');
    return;
  }
  if (field.type === 'expression') {
    setAt(checked.data, path, valueAt(scope.data, path) ?? null);
    return;
  }
  if (isFrozen(field, scope, now)) {
    const shown = shownValue(field, path, context);
    if (!isEmpty(sent) && !isSame(field, sent!, shown)) refuse('这一项不能修改。');
    setAt(checked.shown, path, shown);
    keepChosen(field, shown, submission, checked);
    return;
  }
  const read = readValue(sent ?? null, field, () => optionsOf(field, scope, context, now));
  if ('fault' in read) {
    refuse(read.fault);
    return;
  }
  const fault = faultOf(field, read.value, scope, now);
  if (fault !== null) {
    refuse(fault);
  } else if (sent !== undefined) {
    setAt(checked.data, path, read.value);
    keepChosen(field, read.value, submission, checked);
  }
}

function checkList(instance: FieldInstance, submission: Submission, checked: CheckedSubmission): void {
  const { field, path, scope, hidden } = instance;
  const sent = valueAt(submission.submitted, path);
  const refuse = (message: string) => checked.faults.push({ field: path.join('.'), message });
  if (hidden || (sent !== undefined && !Array.isArray(sent))) return;
  if (field.allowAddRemove === false && sent && sent.length !== rowsOf(field, path, submission)) {
    refuse('这个列表不能增加或删除行。');
  }
  const fault = failedCheck(field, scope, submission.now);
  if (fault !== null) refuse(fault);
  if (sent) {
    setAt(
      checked.data,
      path,
      sent.map(() => ({})),
    );
  }
}

function keepChosen(
  { valuesKey }: Component,
  value: JsonValue,
  { context }: Submission,
  { shown }: CheckedSubmission,
): void {
  const offered = valuesKey ? context[valuesKey] : undefined;
  if (!valuesKey || !Array.isArray(offered)) return;
  const chosen = Array.isArray(value) ? value : [value];
  const before = (shown[valuesKey] ?? []) as JsonValue[];
  const options = offered.filter((option) => chosen.includes(valueAt(option, ['value']) ?? null));
  shown[valuesKey] = [...before, ...options.filter((option) => !before.includes(option))];
}

/** The viewer shows numbers as numbers, and sends them back so. */
function isSame(field: Component, sent: JsonValue, shown: JsonValue): boolean {
  if (isDeepStrictEqual(sent, shown)) return true;
  if (field.type === 'number') return Number(sent) === Number(shown);
  if (field.type === 'textfield') return sent === String(shown).replace(/[\r\n\t]/g, ' ');
  return false;
}

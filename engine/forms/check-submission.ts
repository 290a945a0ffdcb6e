import { isDeepStrictEqual } from 'node:util';
import type { JsonObject, JsonValue } from '../core/keys.ts';
import type { FieldFault } from '../errors.ts';
import { isFrozen, rowsOf, settle, shownValue, type Submission } from './form-state.ts';
import { isList, type FieldInstance } from './instances.ts';
import { optionsOf } from './options.ts';
import { readValue } from './read-value.ts';
import { unknownIn } from './unknown-values.ts';
import { componentsOf, isEmpty, pathOf, setAt, valueAt, type Component } from './schema.ts';
import { faultOf } from './validate.ts';

export interface CheckedSubmission {
  /** What was filled in and worked out: values of visible fields that may be changed, and of computed ones. */
  data: JsonObject;
  /** What the form showed beside it: visible fields that cannot be changed, for the dossier's snapshot. */
  shown: JsonObject;
  faults: FieldFault[];
}

/**
 * The verdict of the form-js viewer on what was submitted, reached on the server, and stricter where the viewer trusts
 * its page: fields that the form does not have, hides or only shows are refused. Computed fields are computed here.
 * @param context variables the form may show
 * @param now what `today()` answers in the form's expressions
 */
export function checkSubmission(
  schema: JsonObject,
  submitted: JsonObject,
  context: JsonObject,
  now?: Date,
): CheckedSubmission {
  const submission: Submission = { schema, submitted, context, now };
  const { instances } = settle(submission);
  const checked: CheckedSubmission = { data: {}, shown: {}, faults: unknownIn(schema, submitted) };
  checkLists(componentsOf(schema), [], submission, checked);
  for (const instance of instances) checkField(instance, submission, checked);
  return checked;
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
    return;
  }
  const read = readValue(sent ?? null, field, () => optionsOf(field, scope, context, now));
  if ('fault' in read) {
    refuse(read.fault);
    return;
  }
  const fault = faultOf(field, read.value, scope, now);
  if (fault !== null) refuse(fault);
  else if (sent !== undefined) setAt(checked.data, path, read.value);
}

/** The viewer shows numbers as numbers, and sends them back so. */
function isSame(field: Component, sent: JsonValue, shown: JsonValue): boolean {
  if (isDeepStrictEqual(sent, shown)) return true;
  if (field.type === 'number') return Number(sent) === Number(shown);
  if (field.type === 'textfield') return sent === String(shown).replace(/[\r\n\t]/g, ' ');
  return false;
}

/** Rows of a list that lets nobody add or remove any. */
function checkLists(
  components: Component[],
  base: (string | number)[],
  submission: Submission,
  checked: CheckedSubmission,
): void {
  for (const field of components) {
    const path = [...base, ...pathOf(field.path)];
    if (!isList(field)) {
      checkLists(componentsOf(field), path, submission, checked);
      continue;
    }
    const sent = valueAt(submission.submitted, path);
    const fixed = field.allowAddRemove === false && Array.isArray(sent);
    if (fixed && sent.length !== rowsOf(field, path, submission)) {
      checked.faults.push({ field: path.join('.'), message: '这个列表不能增加或删除行。' });
    }
    if (Array.isArray(sent) && sent.length === 0 && field.allowAddRemove !== false)
      setAt(checked.data, path, []);
  }
}

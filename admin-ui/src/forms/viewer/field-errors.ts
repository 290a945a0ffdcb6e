import type { Form } from '@bpmn-io/form-js-viewer';
import { failedChecks, type Instance } from './checks.ts';

export interface FieldFault {
  /** Path of the value, dotted: `familyMembers.0.name`. */
  field: string;
  message: string;
}

type Errors = Record<string, unknown>;

/** Checks all that can be seen and marks what is wrong. @returns how many fields are marked */
export function checkForm(form: Form): number {
  const errors = form.validate() as Errors;
  for (const { instance, message } of failedChecks(form)) {
    if (messagesAt(errors, placeOf(instance)).length === 0) putAt(errors, placeOf(instance), message);
  }
  setErrors(form, errors);
  return countErrors(errors);
}

/**
 * Puts what the server found wrong at the fields it is about.
 * @returns what belongs to no field that can be seen
 */
export function showFaults(form: Form, faults: FieldFault[]): FieldFault[] {
  const types = form.get<{ get(id: string): { type: string } | undefined }>('formFieldRegistry');
  const errors: Errors = {};
  const homeless = faults.filter((fault) => {
    const instance = instancesOf(form).find(
      ({ id, valuePath }) => valuePath?.join('.') === fault.field && types.get(id)?.type !== 'group',
    );
    if (!instance) return true;
    putAt(errors, placeOf(instance), fault.message);
    return false;
  });
  setErrors(form, errors);
  return homeless;
}

/**
 * form-js looks at a field again when it changes, never at a list nor at rules between fields: marks of those go when
 * nothing on the page speaks for them any more.
 * @returns how many fields are still marked
 */
export function dropMended(form: Form): number {
  const failed = new Set(failedChecks(form).map(({ instance }) => placeOf(instance).join('.')));
  const fields = form.get<{ get(id: string): Checked | undefined }>('formFieldRegistry');
  const errors = errorsOf(form);
  const mended = instancesOf(form).filter((instance) => {
    const { type, properties = {} } = fields.get(instance.id) ?? {};
    const said = messagesAt(errors, placeOf(instance));
    const isOfRule =
      said.includes(properties.checkMessage ?? '') || (type === 'dynamiclist' && said.length > 0);
    return isOfRule && !failed.has(placeOf(instance).join('.'));
  });
  if (mended.length === 0) return countErrors(errors);
  const left = structuredClone(errors);
  for (const instance of mended) clearAt(left, placeOf(instance));
  setErrors(form, left);
  return countErrors(left);
}

interface Checked {
  type: string;
  properties?: Record<string, string>;
}

function instancesOf(form: Form): Instance[] {
  return form.get<{ getAll(): Instance[] }>('formFieldInstanceRegistry').getAll();
}

function errorsOf(form: Form): Errors {
  return (form as unknown as { _getState(): { errors: Errors } })._getState().errors;
}

function setErrors(form: Form, errors: Errors): void {
  (form as unknown as { _setState(state: { errors: Errors }): void })._setState({ errors });
}

/** A field in a list keeps its errors under its row: `{ [id]: { 0: […] } }`, as form-js reads them. */
function placeOf({ id, indexes = {} }: Instance): (string | number)[] {
  return [id, ...Object.values(indexes)];
}

function messagesAt(errors: Errors, place: (string | number)[]): string[] {
  const found = place.reduce<unknown>((holder, step) => (holder as Errors | undefined)?.[step], errors);
  return Array.isArray(found) ? found.filter((one) => typeof one === 'string') : [];
}

function putAt(errors: Errors, place: (string | number)[], message: string): void {
  const said = messagesAt(errors, place);
  holderOf(errors, place)[place.at(-1)!] = [...said, message];
}

function clearAt(errors: Errors, place: (string | number)[]): void {
  delete holderOf(errors, place)[place.at(-1)!];
}

function holderOf(errors: Errors, place: (string | number)[]): Errors {
  return place.slice(0, -1).reduce<Errors>((holder, step) => (holder[step] ??= {}) as Errors, errors);
}

/** How many fields are marked. */
function countErrors(errors: unknown): number {
  if (Array.isArray(errors)) {
    const messages = errors.filter((one) => typeof one === 'string');
    return messages.length > 0 ? 1 : errors.reduce<number>((sum, one) => sum + countErrors(one), 0);
  }
  if (typeof errors !== 'object' || errors === null) return 0;
  return Object.values(errors).reduce<number>((sum, one) => sum + countErrors(one), 0);
}

/** Brings the first marked field into view and the keyboard to it. */
export function focusFirstError(root: HTMLElement): void {
  const field = root.querySelector<HTMLElement>('.fjs-has-errors');
  if (!field) return;
  const control =
    field.querySelector<HTMLElement>('input:not([type=file]), textarea, select, button') ?? field;
  field.scrollIntoView({ block: 'center', behavior: 'auto' });
  control.focus({ preventScroll: true });
}

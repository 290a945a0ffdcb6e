import type { Form } from '@bpmn-io/form-js-viewer';

export interface FieldFault {
  /** Path of the value, dotted: `familyMembers.0.name`. */
  field: string;
  message: string;
}

interface Instance {
  id: string;
  valuePath: (string | number)[];
  indexes?: Record<string, number>;
}

type Errors = Record<string, unknown>;

/**
 * Puts what the server found wrong at the fields it is about.
 * @returns what belongs to no field that can be seen
 */
export function showFaults(form: Form, faults: FieldFault[]): FieldFault[] {
  const instances = form.get<{ getAll(): Instance[] }>('formFieldInstanceRegistry').getAll();
  const types = form.get<{ get(id: string): { type: string } | undefined }>('formFieldRegistry');
  const errors: Errors = {};
  const homeless = faults.filter((fault) => {
    const instance = instances.find(
      ({ id, valuePath }) => valuePath?.join('.') === fault.field && types.get(id)?.type !== 'group',
    );
    if (!instance) return true;
    putAt(errors, [instance.id, ...Object.values(instance.indexes ?? {})], fault.message);
    return false;
  });
  (form as unknown as { _setState(state: { errors: Errors }): void })._setState({ errors });
  return homeless;
}

/** A field in a list keeps its errors under its row: `{ [id]: { 0: […] } }`, as form-js reads them. */
function putAt(errors: Errors, path: (string | number)[], message: string): void {
  let holder = errors;
  for (const step of path.slice(0, -1)) holder = (holder[step] ??= {}) as Errors;
  const last = path.at(-1)!;
  holder[last] = [...((holder[last] as string[] | undefined) ?? []), message];
}

/** How many fields are marked. */
export function countErrors(errors: unknown): number {
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

import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '../form-host.css';
import { createForm, type Form } from '@bpmn-io/form-js-viewer';
import { OwnFieldsModule } from './own-fields.ts';
import { speakChinese } from './words.ts';

export type { Form };
export type FormData = Record<string, unknown>;

export interface OpenForm {
  container: HTMLElement;
  schema: FormData;
  data: FormData;
  readonly: boolean;
}

/** A form of form-js with our fields, words and looks. */
export function openForm({ container, schema, data, readonly }: OpenForm): Promise<Form> {
  speakChinese();
  const options = {
    container,
    schema,
    data,
    additionalModules: [OwnFieldsModule],
    // what is typed counts at once: kept back, it is lost when something else (an upload that ends) draws the form anew
    debounce: false,
    properties: { readOnly: readonly },
  };
  return createForm(options);
}

/** What was filled in: without what the form only shows, which the server knows better. */
export function filledIn(form: Form): FormData {
  const submitted = (form as unknown as { _getSubmitData(): FormData })._getSubmitData();
  return withoutShown(
    submitted,
    (form as unknown as { _getState(): { schema: Drawn } })._getState().schema,
    [],
  );
}

interface Drawn {
  components?: Drawn[];
  type?: string;
  key?: string;
  path?: string;
  readonly?: boolean | string;
}

/** Rows of lists stay whole: their read-only fields are part of the row. */
function withoutShown(data: FormData, drawn: Drawn, base: string[]): FormData {
  for (const field of drawn.components ?? []) {
    const path = [...base, ...(field.key ?? field.path ?? '').split('.').filter(Boolean)];
    if (field.components && field.type !== 'dynamiclist') withoutShown(data, field, path);
    if (field.readonly === true && field.key) remove(data, path);
  }
  return data;
}

function remove(data: FormData, path: string[]): void {
  const holder = path
    .slice(0, -1)
    .reduce<FormData | undefined>((one, step) => one?.[step] as FormData | undefined, data);
  if (holder) delete holder[path.at(-1)!];
}

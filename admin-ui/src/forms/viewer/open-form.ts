import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import '../form-host.css';
import { createForm, type Form } from '@bpmn-io/form-js-viewer';
import { OwnFieldsModule } from './own-fields.ts';
import { speakChinese } from './words.ts';

export { filledIn } from './filled-in.ts';
export type { Form };
export type FormData = Record<string, unknown>;

export interface OpenForm {
  container: HTMLElement;
  schema: FormData;
  data: FormData;
  readonly: boolean;
}

/** A form of form-js with our fields, words and looks. */
export async function openForm({ container, schema, data, readonly }: OpenForm): Promise<Form> {
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
  const form = await createForm(options);
  await drawn(form);
  return form;
}

/** form-js draws the fields after the form is there, and knows of them only then: before, it would submit nothing. */
function drawn(form: Form): Promise<void> {
  const instances = form.get<{ getAll(): object[] }>('formFieldInstanceRegistry');
  if (instances.getAll().length > 0) return Promise.resolve();
  return new Promise((resolve) => form.on('formFieldInstance.added', () => resolve()));
}

import { Form } from '@bpmn-io/form-js-viewer';
import { OfficeFeel, OfficeTemplating } from '../../admin-ui/src/forms/viewer/office-feel.ts';
import { ChineseValidator } from '../../admin-ui/src/forms/viewer/validator.ts';
import type { JsonObject } from '../../engine/core/keys.ts';

/** What the real form-js viewer makes of a form somebody has filled in and sent. */
export interface ViewerVerdict {
  data: JsonObject;
  /** Ids of the components that show an error. */
  faulty: string[];
}

/** jsdom has no clipboard of files; the file picker of the viewer asks for one even when nothing is picked. */
globalThis.DataTransfer ??= class {
  items = { add: () => null };
  files = document.createElement('input').files;
} as never;

/** As the page runs it, but for the fields that are drawn with Vue. */
const modules = [
  {
    validator: ['type', ChineseValidator],
    expressionLanguage: ['type', OfficeFeel],
    templating: ['type', OfficeTemplating],
  },
];

/** Opens the form in jsdom with what is shown and filled in, lets somebody at it, and closes it again. */
export async function withForm<T>(
  schema: JsonObject,
  data: JsonObject,
  use: (form: Form) => T | Promise<T>,
): Promise<T> {
  const container = document.createElement('div');
  document.body.append(container);
  const form = new Form({ container, additionalModules: modules });
  try {
    await form.importSchema(schema as never, structuredClone(data) as never);
    await settled();
    return await use(form);
  } finally {
    form.destroy();
    container.remove();
  }
}

/** Opens the form with `shown`, types `filled` over it, and submits. */
export function submitInViewer(
  schema: JsonObject,
  shown: JsonObject,
  filled: JsonObject,
): Promise<ViewerVerdict> {
  return withForm(schema, { ...shown, ...filled }, (form) => {
    const { data, errors } = form.submit();
    return { data: JSON.parse(JSON.stringify(data)), faulty: Object.keys(errors).sort() };
  });
}

/** Effects of the rendering (computed fields, cleared options) run after it. */
export async function settled(): Promise<void> {
  for (let round = 0; round < 12; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

import { Form } from '@bpmn-io/form-js-viewer';
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

/** Opens the form in jsdom with our checks and `shown`, types `filled` over it, and submits. */
export async function submitInViewer(
  schema: JsonObject,
  shown: JsonObject,
  filled: JsonObject,
): Promise<ViewerVerdict> {
  const container = document.createElement('div');
  document.body.append(container);
  const form = new Form({ container, additionalModules: [{ validator: ['type', ChineseValidator] }] });
  try {
    await form.importSchema(schema as never, structuredClone({ ...shown, ...filled }) as never);
    await settled();
    const { data, errors } = form.submit();
    return { data: JSON.parse(JSON.stringify(data)), faulty: Object.keys(errors).sort() };
  } finally {
    form.destroy();
    container.remove();
  }
}

/** Effects of the rendering (computed fields, cleared options) run after it. */
async function settled(): Promise<void> {
  for (let round = 0; round < 12; round += 1) await new Promise((resolve) => setTimeout(resolve, 5));
}

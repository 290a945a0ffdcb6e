import '@bpmn-io/form-js-editor/dist/assets/form-js-editor.css';
import '@bpmn-io/form-js-viewer/dist/assets/form-js.css';
import './form-editor.css';
import { FormEditor } from '@bpmn-io/form-js-editor';
import { chineseEdits } from './chinese-edits.ts';
import { chineseFields } from './chinese-fields.ts';
import { translateDom } from './translate-dom.ts';
import { sayFormEditor, saySheet } from './zh.ts';

type Schema = Record<string, unknown>;

export interface FormEditing {
  /** Shows the component and its properties. */
  select(componentId: string): void;
  close(): void;
}

/** The form editor in Chinese, telling every change with the whole schema. */
export async function openFormEditor(
  container: HTMLElement,
  schema: Schema,
  changed: (schema: Schema) => void,
): Promise<FormEditing> {
  const stop = translateDom(
    container,
    sayFormEditor,
    '.fjs-palette-container, .fjs-properties-container, .fjs-empty-editor',
  );
  const stopSheet = translateDom(container, saySheet, '.fjs-form-container');
  const editor = new FormEditor({ container, additionalModules: [chineseFields, chineseEdits] } as never);
  await editor.importSchema(copyOf(schema) as never);
  const add = (event: MouseEvent) => addClicked(editor, event);
  container.addEventListener('click', add);
  editor.on('changed', () => changed(withoutExporter(editor.getSchema() as unknown as Schema)));
  return {
    select(componentId) {
      const field = editor.get<{ get(id: string): unknown }>('formFieldRegistry').get(componentId);
      if (field) editor.get<{ set(field: unknown): void }>('selection').set(field);
    },
    close() {
      container.removeEventListener('click', add);
      stop();
      stopSheet();
      editor.destroy();
    },
  };
}

function withoutExporter(schema: Schema): Schema {
  const copy = copyOf(schema);
  delete copy.exporter;
  return copy;
}

interface Modeling {
  addFormField(field: { type: string }, parent: unknown, index: number): void;
}

/** A click on the palette adds the component at the end: dragging is not for everybody. The editor knows Enter itself. */
function addClicked(editor: FormEditor, event: MouseEvent): void {
  const field = (event.target as Element).closest<HTMLElement>('.fjs-palette-field');
  if (!field || event.detail === 0) return;
  const schema = editor._getState().schema as unknown as { components: unknown[] };
  const type = field.dataset.fieldType!;
  editor.get<Modeling>('modeling').addFormField({ type }, schema, schema.components.length);
}

/** Schemas are JSON; those of reactive state cannot be cloned otherwise. */
function copyOf(schema: Schema): Schema {
  return JSON.parse(JSON.stringify(schema)) as Schema;
}

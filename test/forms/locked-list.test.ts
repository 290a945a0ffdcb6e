// @vitest-environment jsdom
import { Form } from '@bpmn-io/form-js-viewer';
import { expect, it } from 'vitest';
import { eitherField, ListField, type FieldComponent } from '../../admin-ui/src/forms/viewer/list-field.ts';
import { ReadonlyField } from '../../admin-ui/src/forms/viewer/readonly-field.ts';
import type { JsonObject } from '../../engine/core/keys.ts';
import { settled } from './viewer.ts';

interface Fields {
  get(type: string): FieldComponent;
  register(type: string, field: FieldComponent): void;
}

/** Fields as the page draws them, but for those drawn with Vue. */
class PageFields {
  static readonly $inject = ['formFields'];
  constructor(fields: Fields) {
    const change = (type: string, component: (original: FieldComponent) => FieldComponent) => {
      const original = fields.get(type);
      fields.register(type, Object.assign(component(original), { config: original.config }));
    };
    change('textfield', (original) => eitherField(ReadonlyField, original));
    change('dynamiclist', () => ListField);
  }
}

const names = { id: 'name', type: 'textfield', key: 'name', label: '姓名' };
const jobs = { id: 'jobs', type: 'dynamiclist', path: 'jobs', isRepeating: true, components: [names] };

/** What can be written into, and what is shown as text, of a form with a list of people and their jobs. */
async function drawn(list: JsonObject) {
  const container = document.createElement('div');
  const pageFields = { __init__: ['pageFields'], pageFields: ['type', PageFields] };
  const form = new Form({ container, additionalModules: [pageFields] });
  const people = { type: 'dynamiclist', path: 'people', isRepeating: true, components: [jobs], ...list };
  await form.importSchema(
    { type: 'default', components: [{ id: 'people', ...people }] } as never,
    { people: [{ jobs: [{ name: '甲' }] }], locked: true } as never,
  );
  await settled();
  try {
    return {
      inputs: container.querySelectorAll('input').length,
      texts: Array.from(container.querySelectorAll('output'), ({ textContent }) => textContent),
      lockedLists: container.querySelectorAll('.fjs-form-field-dynamiclist.fjs-readonly').length,
    };
  } finally {
    form.destroy();
  }
}

it.each<JsonObject>([{ readonly: true }, { disabled: true }, { readonly: '=locked' }])(
  'shows what is in a locked list as text, lists in it too: %j',
  async (lock) => {
    expect(await drawn(lock)).toEqual({ inputs: 0, texts: ['甲'], lockedLists: 2 });
  },
);

it('lets people write into a list that is not locked', async () => {
  expect(await drawn({ readonly: '=not(locked)' })).toEqual({ inputs: 1, texts: [], lockedLists: 0 });
});

// @vitest-environment jsdom
import { Form, type FormFields } from '@bpmn-io/form-js-viewer';
import { expect, it } from 'vitest';
import type { FieldComponent } from '../../admin-ui/src/forms/viewer/list-field.ts';
import { numberField } from '../../admin-ui/src/forms/viewer/number-field.ts';
import { settled } from './viewer.ts';

class Numbers {
  static readonly $inject = ['formFields'];
  constructor(formFields: FormFields) {
    const original = formFields.get('number') as FieldComponent;
    formFields.register('number', Object.assign(numberField(original), { config: original.config }) as never);
  }
}

it('A number brings up the digits it is made of, or all keys when it may have a minus sign', async () => {
  // given
  const container = document.createElement('div');
  document.body.append(container);
  const form = new Form({
    container,
    additionalModules: [{ __init__: ['numbers'], numbers: ['type', Numbers] }],
  });

  // when
  await form.importSchema({
    type: 'default',
    components: [
      { id: 'people', key: 'people', type: 'number', label: '人口', decimalDigits: 0 },
      { id: 'amount', key: 'amount', type: 'number', label: '金额', decimalDigits: 2, validate: { min: 0 } },
      { id: 'any', key: 'any', type: 'number', label: '数' },
      { id: 'change', key: 'change', type: 'number', label: '增减', validate: { min: -10 } },
      { id: 'name', key: 'name', type: 'textfield', label: '姓名' },
    ],
  } as never);
  await settled();

  // then
  const inputs = Array.from(container.querySelectorAll('input'));
  const keys = inputs.map((input) => input.getAttribute('inputmode'));
  expect(keys).toEqual(['numeric', 'decimal', 'decimal', 'text', null]);
  form.destroy();
  container.remove();
});

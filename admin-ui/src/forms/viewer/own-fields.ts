import type { FormFields } from '@bpmn-io/form-js-viewer';
import ChoiceField from '../fields/ChoiceField.vue';
import DateField from '../fields/DateField.vue';
import FileField from '../fields/FileField.vue';
import FileList from '../fields/FileList.vue';
import { eitherField, ListField, type FieldComponent } from './list-field.ts';
import { numberField } from './number-field.ts';
import { OfficeFeel, OfficeTemplating } from './office-feel.ts';
import { ReadonlyField } from './readonly-field.ts';
import { ChineseValidator } from './validator.ts';
import { vueField } from './vue-field.ts';

/** Where people meet forms, form-js gives way: dates, files and long choices are ours, what is only shown is text. */
class OwnFields {
  static readonly $inject = ['formFields'];

  constructor(formFields: FormFields) {
    const change = (type: string, component: (original: FieldComponent) => FieldComponent) => {
      const original = formFields.get(type) as FieldComponent;
      formFields.register(type, Object.assign(component(original), { config: original.config }) as never);
    };
    const choice = shownAsText(vueField(ChoiceField));
    change('select', () => shownAsText(vueField(ChoiceField)));
    change('taglist', () => choice);
    change('datetime', () => shownAsText(vueField(DateField)));
    change('filepicker', () => eitherField(vueField(FileList), vueField(FileField)));
    for (const type of ['textfield', 'textarea', 'radio', 'checklist']) change(type, shownAsText);
    change('number', (original) => shownAsText(numberField(original)));
    change('checkbox', (original) => eitherField(original, original));
    change('dynamiclist', () => ListField);
  }
}

function shownAsText(original: FieldComponent): FieldComponent {
  return eitherField(ReadonlyField, original);
}

export const OwnFieldsModule = {
  __init__: ['ownFields'],
  ownFields: ['type', OwnFields],
  validator: ['type', ChineseValidator],
  expressionLanguage: ['type', OfficeFeel],
  templating: ['type', OfficeTemplating],
};

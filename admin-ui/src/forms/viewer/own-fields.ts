import { Description, DynamicList, Errors, type FormFields } from '@bpmn-io/form-js-viewer';
import { Fragment, h, type ComponentChild, type FunctionComponent } from 'preact';
import ChoiceField from '../fields/ChoiceField.vue';
import DateField from '../fields/DateField.vue';
import FileField from '../fields/FileField.vue';
import FileList from '../fields/FileList.vue';
import type { FieldProps } from './form-field.ts';
import { OfficeFeel, OfficeTemplating } from './office-feel.ts';
import { ReadonlyField } from './readonly-field.ts';
import { ChineseValidator } from './validator.ts';
import { vueField } from './vue-field.ts';

type FieldComponent = ((props: FieldProps) => ComponentChild) & { config?: unknown };

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
    for (const type of ['textfield', 'textarea', 'number', 'radio', 'checklist']) change(type, shownAsText);
    change('dynamiclist', () => ListField);
  }
}

function shownAsText(original: FieldComponent): FieldComponent {
  return eitherField(ReadonlyField, original);
}

function eitherField(shown: FieldComponent, filledIn: FieldComponent): FieldComponent {
  return (props) => h((props.readonly ? shown : filledIn) as FunctionComponent<FieldProps>, props);
}

/** What is asked of a list as a whole, and what is wrong with it, is said under it; form-js has no place for that. */
function ListField(props: FieldProps): ComponentChild {
  const { errors = [], domId, field } = props;
  const { hint } = field.properties ?? {};
  return h(
    Fragment,
    null,
    h(DynamicList as unknown as FunctionComponent<FieldProps>, props),
    hint && h(Description, { id: `${domId}-description`, description: hint } as never),
    errors.length > 0 &&
      h(
        'div',
        { class: 'fjs-form-field fjs-has-errors list-errors', tabIndex: -1 },
        h(Errors, {
          id: `${domId}-error-message`,
          errors: errors.filter((error) => typeof error === 'string'),
        }),
      ),
  );
}

export const OwnFieldsModule = {
  __init__: ['ownFields'],
  ownFields: ['type', OwnFields],
  validator: ['type', ChineseValidator],
  expressionLanguage: ['type', OfficeFeel],
  templating: ['type', OfficeTemplating],
};

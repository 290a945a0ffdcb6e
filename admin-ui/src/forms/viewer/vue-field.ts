import { Description, Errors, FormContext, Label } from '@bpmn-io/form-js-viewer';
import { h, type ComponentChild } from 'preact';
import { useContext, useEffect, useRef } from 'preact/hooks';
import { h as vueNode, render as renderVue } from 'vue';
import { earliestHint } from '../../../../engine/forms/earliest-day.ts';
import { session } from '../../api/session.ts';
import {
  labelOf,
  type DrawnField,
  type FieldProps,
  type VueField,
  type VueFieldProps,
} from './form-field.ts';
import { useOptions } from './options.ts';

/** A field of a form whose control is a Vue component: label, description and errors stay those of form-js. */
export function vueField(component: VueField): (props: FieldProps) => ComponentChild {
  return function VueInForm(props: FieldProps) {
    const { field, domId, errors = [], disabled = false } = props;
    const place = useRef<HTMLDivElement>(null);
    const { getService } = useContext(FormContext);
    const options = useOptions(field);
    const description = descriptionOf(field);
    const given: VueFieldProps = {
      id: domId,
      field,
      value: props.value,
      options,
      disabled,
      invalid: errors.length > 0,
      describedBy: describedBy(description, domId, errors),
      busy: (change) => getService('eventBus').fire('field.busy', { change }),
      change: (value) => props.onChange({ value }),
    };
    useEffect(() => renderVue(vueNode(component, { ...given }), place.current!));
    useEffect(() => {
      const element = place.current!;
      return () => renderVue(null, element);
    }, []);
    const faulty = errors.length > 0 ? ' fjs-has-errors' : '';
    return h(
      'div',
      { class: `fjs-form-field fjs-form-field-${field.type}${faulty}` },
      h(Label, { htmlFor: domId, label: labelOf(field), required: field.validate?.required } as never),
      h('div', { ref: place, class: 'own-field' }),
      h(Description, { id: `${domId}-description`, description } as never),
      h(Errors, { id: `${domId}-error-message`, errors }),
    );
  };
}

/** What the form says of the field, and from which day on a date may be. */
function descriptionOf(field: DrawnField): string | undefined {
  const hint = earliestHint(field, session.system.today);
  return [field.description, hint].filter(Boolean).join(' ') || undefined;
}

function describedBy(description: string | undefined, domId: string, errors: string[]): string | undefined {
  const ids = [description && `${domId}-description`, errors.length > 0 && `${domId}-error-message`];
  return ids.filter(Boolean).join(' ') || undefined;
}

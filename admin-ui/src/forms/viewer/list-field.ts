import { Description, DynamicList, Errors } from '@bpmn-io/form-js-viewer';
import { createContext, Fragment, h, type ComponentChild, type FunctionComponent } from 'preact';
import { useContext } from 'preact/hooks';
import type { FieldProps } from './form-field.ts';

export type FieldComponent = ((props: FieldProps) => ComponentChild) & { config?: unknown };

/** form-js takes nothing that is done in the rows of a locked list, and draws them as if it did. */
const InLockedList = createContext(false);

/** What is asked of a list as a whole, and what is wrong with it, is said under it; form-js has no place for that. */
export function ListField(props: FieldProps): ComponentChild {
  const { errors = [], domId, field, disabled } = props;
  const { hint } = field.properties ?? {};
  const readonly = useContext(InLockedList) || props.readonly || disabled;
  return h(
    Fragment,
    null,
    h(InLockedList.Provider, {
      value: readonly === true,
      children: h(DynamicList as unknown as FunctionComponent<FieldProps>, { ...props, readonly }),
    }),
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

/** One component where a field can only be read, by itself or with the list around it, and another where it is filled in. */
export function eitherField(shown: FieldComponent, filledIn: FieldComponent): FieldComponent {
  return function EitherField(props) {
    const readonly = useContext(InLockedList) || props.readonly;
    return h((readonly ? shown : filledIn) as FunctionComponent<FieldProps>, { ...props, readonly });
  };
}

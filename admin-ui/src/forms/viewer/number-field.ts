import { h, type FunctionComponent } from 'preact';
import { useEffect } from 'preact/hooks';
import type { FieldProps } from './form-field.ts';
import type { FieldComponent } from './list-field.ts';

/** The number field of form-js, for which a phone brings up digits instead of letters. */
export function numberField(original: FieldComponent): FieldComponent {
  return function NumberWithDigits(props) {
    const keys = keysFor(props.field);
    useEffect(
      () => document.getElementById(props.domId)?.setAttribute('inputmode', keys),
      [props.domId, keys],
    );
    return h(original as FunctionComponent<FieldProps>, props);
  };
}

/** Phones have no minus sign among their digits. */
function keysFor({ decimalDigits, validate }: FieldProps['field']): 'numeric' | 'decimal' | 'text' {
  if (Number(validate?.min ?? 0) < 0) return 'text';
  return decimalDigits === 0 ? 'numeric' : 'decimal';
}

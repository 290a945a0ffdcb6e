import { Label } from '@bpmn-io/form-js-viewer';
import { h, type ComponentChild } from 'preact';
import { dateText, moneyText, numberText } from '../../../../engine/core/written.ts';
import { labelOf, type DrawnField, type FieldProps, type Option } from './form-field.ts';
import { useOptions } from './options.ts';

/** What cannot be changed is shown as text that wraps, not as a box that looks as if one could write in it. */
export function ReadonlyField({ field, domId, value }: FieldProps): ComponentChild {
  const text = textOf(field, value, useOptions(field));
  return h(
    'div',
    { class: `fjs-form-field fjs-form-field-${field.type} fjs-readonly` },
    h(Label, { id: `${domId}-label`, label: labelOf(field) } as never),
    h(
      'output',
      { id: domId, 'aria-labelledby': `${domId}-label`, class: text ? 'shown' : 'shown none' },
      text || '未登记',
    ),
  );
}

function textOf(field: DrawnField, value: unknown, options: Option[]): string {
  if (value === null || value === undefined || value === '') return '';
  if (Array.isArray(value)) return value.map((one) => labelFor(one, options)).join('、');
  if (typeof value === 'boolean') return value ? '是' : '否';
  if (field.type === 'datetime') return dateText(value);
  if (field.type === 'number') return numberWords(field, value);
  return labelFor(value, options);
}

function numberWords({ appearance, decimalDigits }: DrawnField, value: unknown): string {
  const { prefixAdorner = '', suffixAdorner: unit } = appearance ?? {};
  if (unit === '元') return moneyText(value);
  return `${prefixAdorner}${numberText(value, decimalDigits)}${unit ? ` ${unit}` : ''}`;
}

function labelFor(value: unknown, options: Option[]): string {
  return options.find((option) => option.value === value)?.label ?? String(value);
}

import type { Component } from 'vue';

/** A form-js component as it is drawn, as far as our own fields read it. */
export interface DrawnField {
  id: string;
  type: string;
  label?: string;
  dateLabel?: string;
  timeLabel?: string;
  description?: string;
  key?: string;
  validate?: { required?: boolean; min?: number | string };
  subtype?: 'date' | 'time' | 'datetime';
  timeInterval?: number;
  timeSerializingFormat?: 'utc_offset' | 'utc_normalized' | 'no_timezone' | 'none';
  disallowPassedDates?: boolean;
  /** Custom properties, as `Component` of the engine has them. */
  properties?: Record<string, string>;
  multiple?: boolean | string;
  accept?: string;
  decimalDigits?: number;
  searchable?: boolean;
  values?: unknown;
  valuesKey?: string;
  valuesExpression?: string;
  appearance?: { prefixAdorner?: string; suffixAdorner?: string };
  [other: string]: unknown;
}

/** What form-js hands to the component of a field. */
export interface FieldProps {
  field: DrawnField;
  domId: string;
  value: unknown;
  errors?: string[];
  disabled?: boolean;
  readonly?: boolean;
  onChange(update: { value: unknown }): void;
  onBlur?(): void;
  onFocus?(): void;
}

export interface Option {
  label: string;
  value: unknown;
}

/** What a field written in Vue gets. */
export interface VueFieldProps {
  id: string;
  field: DrawnField;
  value: unknown;
  options: Option[];
  disabled: boolean;
  invalid: boolean;
  describedBy: string | undefined;
  /** Called with 1 when something begins that must end before the form is submitted, and with -1 after it. */
  busy: (change: 1 | -1) => void;
  change: (value: unknown) => void;
}

export type VueField = Component<VueFieldProps>;

export function labelOf({ label, dateLabel, timeLabel }: DrawnField): string {
  return label ?? dateLabel ?? timeLabel ?? '';
}

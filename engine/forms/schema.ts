import type { JsonObject, JsonValue } from '../core/keys.ts';

/** A form-js component as it is drawn; only what the server's verdict depends on is named. */
export interface Component {
  id?: string;
  type: string;
  label?: string;
  /** Where the value lives, dotted; of components that hold one. */
  key?: string;
  /** Where the values of its children live; of groups and dynamic lists. */
  path?: string;
  components?: Component[];
  conditional?: { hide?: string };
  /** `true`, or FEEL. */
  readonly?: boolean | string;
  disabled?: boolean;
  defaultValue?: JsonValue;
  validate?: Validation;
  /**
   * Custom properties. Ours: `check` (FEEL that must hold) and `checkMessage`, `earliest` of a date (see
   * earliest-day.ts), `hint` of a list, `unit` of a computed number, `personal`.
   */
  properties?: Record<string, string>;
  values?: JsonValue;
  valuesKey?: string;
  valuesExpression?: string;
  expression?: string;
  computeOn?: 'change' | 'presubmit';
  subtype?: 'date' | 'time' | 'datetime';
  dateLabel?: string;
  timeLabel?: string;
  disallowPassedDates?: boolean;
  decimalDigits?: number;
  increment?: number | string;
  serializeToString?: boolean;
  multiple?: boolean | string;
  isRepeating?: boolean;
  defaultRepetitions?: number;
  allowAddRemove?: boolean;
  [other: string]: unknown;
}

/** Limits may be numbers or FEEL. */
export interface Validation {
  required?: boolean;
  min?: number | string;
  max?: number | string;
  minLength?: number | string;
  maxLength?: number | string;
  pattern?: string;
  patternErrorMessage?: string;
  validationType?: 'phone' | 'email' | 'custom' | '';
}

export function componentsOf(schema: JsonObject | Component): Component[] {
  return Array.isArray(schema.components) ? (schema.components as unknown as Component[]) : [];
}

/** What messages and dossiers call a field; a label that would have to be worked out is none. */
export function labelOf(field: Component): string {
  const label = field.label ?? field.dateLabel ?? field.timeLabel ?? '';
  return label.startsWith('=') || label.includes('{{') || label === '' ? (field.key ?? '') : label;
}

/** Nobody may ever write into it, nor into what is in it. */
export function isLockedAlways({ readonly, disabled }: Component): boolean {
  return disabled === true || readonly === true;
}

/** Nobody may ever write into it, or add and remove its rows. */
export function isFixed(field: Component): boolean {
  return isLockedAlways(field) || field.allowAddRemove === false;
}

/** Where a value stands: names, and of rows their places from 0. */
export type Path = (string | number)[];

export function pathOf(text: string | undefined): string[] {
  return text ? text.split('.') : [];
}

export function valueAt(data: JsonValue | undefined, path: Path): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>((value, step) => memberOf(value, step), data);
}

function memberOf(value: JsonValue | undefined, step: string | number): JsonValue | undefined {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
  return (value as Record<string | number, JsonValue>)[step];
}

/** Writes into a copy that nobody else holds; makes the objects and lists on the way. */
export function setAt(data: JsonObject, path: Path, value: JsonValue | undefined): void {
  const last = path.at(-1)!;
  let target = data as Record<string | number, JsonValue | undefined>;
  path.slice(0, -1).forEach((step, index) => {
    const next = Object.hasOwn(target, step) ? target[step] : undefined;
    if (typeof next !== 'object' || next === null)
      target[step] = typeof path[index + 1] === 'number' ? [] : {};
    target = target[step] as Record<string | number, JsonValue | undefined>;
  });
  target[last] = value;
}

/** Nothing was filled in: what an untouched field of any type holds. */
export function isEmpty(value: JsonValue | undefined): boolean {
  if (value === undefined || value === null || value === '' || value === false) return true;
  return Array.isArray(value) && value.length === 0;
}

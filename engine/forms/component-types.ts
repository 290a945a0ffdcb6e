import type { JsonValue } from '../core/keys.ts';

/** What a component of form-js is to the server: the one table that linting, evaluation and docs/forms.md share. */
export interface ComponentType {
  /** A value, rows of components, components, or nothing that could be submitted. */
  holds: 'value' | 'rows' | 'components' | 'nothing';
  /** What a field holds that nobody has touched. */
  empty?: JsonValue;
  /** Properties that decide what is accepted, by their dotted names. */
  evaluated: string[];
  /** Properties that only the page has a use for. */
  looks: string[];
}

const field = ['key', 'conditional.hide', 'readonly', 'disabled', 'defaultValue', 'validate.required'];
const lengths = ['validate.minLength', 'validate.maxLength'];
const options = ['values', 'valuesKey', 'valuesExpression'];
const adorners = ['appearance.prefixAdorner', 'appearance.suffixAdorner'];
const frame = ['showOutline', 'verticalAlignment'];

export const componentTypes: Record<string, ComponentType> = {
  textfield: {
    holds: 'value',
    empty: '',
    evaluated: [
      ...field,
      ...lengths,
      'validate.pattern',
      'validate.patternErrorMessage',
      'validate.validationType',
    ],
    looks: ['description', ...adorners],
  },
  textarea: { holds: 'value', empty: '', evaluated: [...field, ...lengths], looks: ['description'] },
  number: {
    holds: 'value',
    empty: null,
    evaluated: [...field, 'validate.min', 'validate.max', 'decimalDigits', 'increment', 'serializeToString'],
    looks: ['description', ...adorners],
  },
  checkbox: { holds: 'value', empty: false, evaluated: field, looks: ['description'] },
  checklist: { holds: 'value', empty: [], evaluated: [...field, ...options], looks: ['description'] },
  radio: { holds: 'value', empty: null, evaluated: [...field, ...options], looks: ['description'] },
  select: {
    holds: 'value',
    empty: null,
    evaluated: [...field, ...options],
    looks: ['description', 'searchable'],
  },
  taglist: { holds: 'value', empty: [], evaluated: [...field, ...options], looks: ['description'] },
  datetime: {
    holds: 'value',
    empty: null,
    evaluated: [...field, 'subtype', 'disallowPassedDates'],
    looks: ['description', 'dateLabel', 'timeLabel', 'timeInterval', 'timeSerializingFormat', 'use24h'],
  },
  filepicker: {
    holds: 'value',
    empty: null,
    evaluated: [...field.filter((name) => name !== 'defaultValue'), 'multiple'],
    looks: ['description', 'accept'],
  },
  expression: {
    holds: 'value',
    empty: null,
    evaluated: ['key', 'conditional.hide', 'expression', 'computeOn'],
    looks: [],
  },
  group: { holds: 'components', evaluated: ['path', 'conditional.hide', 'components'], looks: frame },
  dynamiclist: {
    holds: 'rows',
    evaluated: [
      'path',
      'conditional.hide',
      'components',
      'isRepeating',
      'defaultRepetitions',
      'allowAddRemove',
      'readonly',
      'disabled',
    ],
    looks: [...frame, 'disableCollapse', 'nonCollapsedItems'],
  },
  table: shown('dataSource', 'columns', 'columnsExpression', 'rowCount'),
  text: shown('text'),
  html: shown('content'),
  image: shown('source', 'alt'),
  spacer: shown('height'),
  separator: shown(),
  button: shown('action'),
};

/** What every component may have and no verdict depends on; `properties` are ours (field-properties.ts). */
export const anywhere = ['id', 'type', 'label', 'layout.row', 'layout.columns', 'properties'];

export function typeOf(type: string): ComponentType | undefined {
  return Object.hasOwn(componentTypes, type) ? componentTypes[type] : undefined;
}

function shown(...looks: string[]): ComponentType {
  return { holds: 'nothing', evaluated: ['conditional.hide'], looks };
}

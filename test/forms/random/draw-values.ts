import type { JsonObject, JsonValue } from '../../../engine/core/keys.ts';
import { isList } from '../../../engine/forms/instances.ts';
import { isKeyed } from '../../../engine/forms/read-value.ts';
import { componentsOf, pathOf, setAt, type Component, type Path } from '../../../engine/forms/schema.ts';
import type { Dice } from './dice.ts';
import { drawnOptions } from './draw-feel.ts';

const TEXTS = [
  'a',
  '',
  '甲',
  '申请理由：家里困难，需要帮助。',
  '  短 ',
  'AB',
  '12',
  '5',
  'a@b.cn',
  'a@-b',
  '+8613800138000',
  '0086 138',
  '=1 + 1',
  '{{limit}}',
  '   ',
  '😀😀',
  'null',
  '<b>粗</b>',
];
const NUMBERS = [
  '5',
  '0',
  '1',
  '-1',
  '3',
  '10',
  '1.5',
  '0.001',
  '100',
  '2.50',
  '12345678901',
  '-0.5',
  '00012',
];
const DAYS = ['2026-11-25', '2026-02-28', '2028-02-29', '1949-10-01', '2030-01-01'];
const CLOCKS = ['09:30', '00:00', '23:59'];
const CHOSEN = ['a', '乙', 3, '01', '02', '丁', 'names1'];

/**
 * What somebody could fill in, as the controls of the page hand it over.
 * @param offered what a choice offers
 */
export function valueFor(dice: Dice, component: Component, offered = valuesOf(component)): JsonValue {
  switch (component.type) {
    case 'textfield':
      return dice.pick(TEXTS);
    case 'textarea':
      return dice.chance(10) ? '第一行\n第二行' : dice.pick(TEXTS);
    case 'number': {
      const text = dice.pick(NUMBERS);
      if (dice.chance(10)) return null;
      return component.serializeToString ? text : Number(text);
    }
    case 'checkbox':
      return dice.below(2) === 0;
    case 'radio':
    case 'select':
      return dice.chance(10) ? null : (dice.pick(offered) ?? null);
    case 'checklist':
    case 'taglist':
      return subset(dice, offered);
    case 'datetime':
      return dice.chance(10) ? null : moment(dice, component);
    case 'filepicker':
      return files(dice, component);
    default:
      return null;
  }
}

/** A `false` only where it is offered: form-js would not take it away again. */
function valuesOf({ values, valuesKey }: Component): JsonValue[] {
  if (Array.isArray(values)) return values.map((one) => (one as JsonObject).value ?? null);
  return valuesKey === 'units' ? [...CHOSEN, false] : CHOSEN;
}

function subset(dice: Dice, values: JsonValue[]): JsonValue[] {
  const chosen = values.filter(() => dice.chance(40));
  return dice.chance(30) ? chosen.toReversed() : chosen;
}

function moment(dice: Dice, { subtype = 'date' }: Component): string {
  const day = dice.pick(DAYS);
  if (subtype === 'date') return day;
  return subtype === 'time' ? dice.pick(CLOCKS) : `${day}T${dice.pick(CLOCKS)}`;
}

function files(dice: Dice, { multiple }: Component): JsonValue {
  const ids = ['a', 'b'].map((letter) => letter.repeat(32)).slice(0, dice.below(3));
  if (ids.length === 0) return null;
  return multiple ? ids : ids[0]!;
}

/** What no control would hand over. */
export const ODD: JsonValue[] = [
  7,
  '乱写',
  true,
  [],
  {},
  ['a', 'a'],
  [{ label: 'x' }],
  { length: 3 },
  'x'.repeat(300),
  -1e21,
  '0x10',
  ' 5 ',
  '2026-02-30',
  '25:61',
  null,
  '',
  0,
  [null],
];

/** form-js cannot count the decimals of a number so long that it is written with an exponent, and breaks. */
function oddFor({ type, decimalDigits }: Component): JsonValue[] {
  const isCounted = type === 'number' && decimalDigits !== undefined;
  return isCounted ? ODD.filter((odd) => odd !== -1e21) : ODD;
}

/** Fields in which form-js itself breaks when it is opened with something that is no value of theirs. */
function breaksOnOdd({ type, valuesExpression, serializeToString }: Component): boolean {
  return (
    type === 'filepicker' || Boolean(valuesExpression) || (type === 'number' && serializeToString === true)
  );
}

/** Variables that a form is opened with: of its fields, odd ones too, and of other things. */
export function drawContext(dice: Dice, schema: JsonObject): JsonObject {
  const context: JsonObject = {};
  fill(componentsOf(schema), [], context, (field) => {
    if (dice.chance(8) && !breaksOnOdd(field)) return dice.pick(oddFor(field));
    return dice.chance(45) ? valueFor(dice, field) : undefined;
  });
  context.limit = dice.pick([5, 2, null, '4', '甲']);
  context.names = dice.chance(10) ? '不是列表' : ['a', '丁', 'names1', ''];
  context.units = [
    { label: '甲社区', value: '01' },
    { label: '乙社区', value: '02' },
    { label: '无值' },
    ...drawnOptions,
  ];
  return context;

  function fill(
    components: Component[],
    base: Path,
    data: JsonObject,
    valueOf: (field: Component) => JsonValue | undefined,
  ): void {
    for (const field of components) {
      const path = [...base, ...pathOf(isKeyed(field) ? field.key : field.path)];
      if (isKeyed(field)) {
        const value = valueOf(field);
        if (value !== undefined) setAt(data, path, value);
      } else if (isList(field)) {
        if (!dice.chance(50)) continue;
        const rows = dice.below(4);
        setAt(data, path, dice.chance(5) ? '不是列表' : []);
        for (let row = 0; row < rows; row += 1) {
          setAt(data, [...path, row], {});
          fill(componentsOf(field), [...path, row], data, valueOf);
        }
      } else {
        fill(componentsOf(field), path, data, valueOf);
      }
    }
  }
}

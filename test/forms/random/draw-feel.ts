import type { JsonObject } from '../../../engine/core/keys.ts';
import type { Component } from '../../../engine/forms/schema.ts';
import type { Dice } from './dice.ts';

/** Where a component stands: groups around it, and the rows of lists, outermost first, each with the groups within. */
export interface Place {
  groups: string[];
  rows: { list: string; groups: string[] }[];
  depth: number;
}

/** A component that an expression can speak of. */
export interface Named {
  component: Component;
  place: Place;
  /** From the form, or from the row it stands in. */
  path: string[];
}

/** Groups that a value in this place lies in: of the form, or of the row. */
export function groupsAt({ groups, rows }: Place): string[] {
  return rows.at(-1)?.groups ?? groups;
}

/** What somebody at `from` calls `to`; null where it cannot be called anything. */
function nameOf(from: Named, to: Named): string | null {
  const [here, there] = [from.place.rows, to.place.rows];
  const name = to.path.join('.');
  if (there.length === 0) return here.length === 1 && name.endsWith('1') ? `parent.${name}` : name;
  if (there.some(({ list }, at) => list !== here[at]?.list)) return null;
  return ['this', 'parent', 'parent.parent'][here.length - there.length] + `.${name}`;
}

/** The name of some component of a kind that can be spoken of here; null where there is none. */
export function reference(dice: Dice, from: Named, named: Named[], type: string): string | null {
  const found = named.filter((one) => one.component.type === type && one !== from);
  if (found.length === 0) return null;
  return nameOf(from, dice.pick(found));
}

export function condition(dice: Dice, from: Named, named: Named[]): string {
  return `=${clause(dice, from, named, 2)}`;
}

function clause(dice: Dice, from: Named, named: Named[], depth: number): string {
  const kind = depth > 0 ? dice.below(8) : 0;
  if (kind === 7) return `not(${clause(dice, from, named, depth - 1)})`;
  if (kind >= 5) {
    const word = kind === 6 ? 'or' : 'and';
    return `${clause(dice, from, named, depth - 1)} ${word} ${clause(dice, from, named, depth - 1)}`;
  }
  if (kind === 4)
    return dice.pick(['limit > 3', 'limit', 'true', 'false', 'i[1] = 2', 'nobody', 'limit = null']);
  const others = named.filter((one) => one.component.type !== 'group' && one !== from);
  if (others.length === 0) return 'limit > 3';
  const to = dice.pick(others);
  const name = nameOf(from, to);
  return name === null ? 'limit > 3' : about(dice, to.component, name);
}

function about(dice: Dice, { type }: Component, name: string): string {
  switch (type) {
    case 'number':
    case 'expression':
      return dice.pick([`${name} > 3`, `${name} = null`, `${name} <= 5`, `${name} != 0`, `${name} = "5"`]);
    case 'checkbox':
      return dice.pick([`${name} = true`, name, `not(${name})`, `${name} != true`]);
    case 'checklist':
    case 'taglist':
      return dice.pick([`list contains(${name}, "a")`, `count(${name}) > 1`, `${name} = []`]);
    case 'dynamiclist':
      return dice.pick([`count(${name}) > 1`, `${name}[1] = null`, `count(${name}) = 0`]);
    case 'datetime':
      return dice.pick([`${name} = null`, `${name} > "2026-06-01"`]);
    default:
      return dice.pick([
        `${name} = "a"`,
        `${name} = null`,
        `${name} != "甲"`,
        `string length(${name}) > 2`,
        `contains(${name}, "甲")`,
        `${name} = ""`,
        `${name} = 1`,
        `${name} >= 1`,
      ]);
  }
}

/** Computed fields ask only those that were drawn before them: no two of them wait for each other. */
export function computation(dice: Dice, from: Named, named: Named[]): string {
  const before = named.slice(0, named.indexOf(from));
  const earlier = [
    ...named.filter(({ component }) => !['expression', 'group'].includes(component.type)),
    ...before.filter(({ component }) => component.type === 'expression'),
  ];
  const to = earlier.length > 0 ? dice.pick(earlier) : undefined;
  const name = (to && nameOf(from, to)) ?? 'limit';
  if (to?.component.type === 'dynamiclist') return dice.pick([`=count(${name})`, `=${name}[1]`]);
  return dice.pick([
    `=if ${name} = null then 0 else ${name}`,
    `=${name} + 1`,
    `="前" + ${name}`,
    `=if limit > 3 then ${name} else "乙"`,
    `=[${name}, limit]`,
    `={值: ${name}}`,
    `=${name}`,
    `=string(${name})`,
    '=limit * 2',
    `=date("2026-01-02") + duration("P1D")`,
  ]);
}

export const drawnOptions = [
  { label: '甲类', value: 'a' },
  { label: '乙类', value: '乙' },
  { label: '丙类', value: 3 },
  { label: '丁类', value: false },
];

export function offer(dice: Dice, from: Named, named: Named[]): JsonObject {
  const kind = dice.below(6);
  if (kind < 3) return { values: drawnOptions.slice(0, 1 + dice.below(4)) };
  if (kind === 3) return { valuesKey: dice.pick(['units', 'names', 'nothing']) };
  const name = reference(dice, from, named, dice.pick(['radio', 'textfield', 'checkbox'])) ?? 'limit';
  return {
    valuesExpression: dice.pick([
      '=names',
      '=units',
      `=if ${name} = "a" then ["a", "乙"] else ["乙", "丁"]`,
      `=if ${name} = null then [] else names`,
      '=[{label: "甲", value: "a"}, {label: "", value: 3}, {value: "乙"}, null]',
    ]),
  };
}
